import { Decimal } from './decimal.ts'
import { fitsLong, toInteger } from './integer.ts'

const INTEGER = /^[+-]?\d{1,19}$/
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/

/**
 * The number that a text holds, as arithmetic takes it: with a dot or an exponent a 64-bit decimal, else an integer of 64 bits.
 * Null for other texts.
 */
export function parseNumberText(text: string): number | bigint | Decimal | null {
  if (INTEGER.test(text)) {
    const value = BigInt(text.startsWith('+') ? text.slice(1) : text)
    return fitsLong(value) ? toInteger(value) : null
  }
  return /[.eE]/.test(text) && DECIMAL.test(text) ? Decimal.double(Number(text)) : null
}
