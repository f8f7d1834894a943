import { parseExact } from '../value/big-decimal.ts'
import type { Datum } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { toInteger } from '../value/integer.ts'
import { ionFault } from './read-ion.ts'

const INTEGER = /^-?(?:0[bB][01_]+|0[xX][0-9a-fA-F_]+|0|[1-9][0-9_]*)$/
const FLOAT = /^-?(?:0|[1-9][\d_]*)(?:\.[\d_]*)?[eE][+-]?\d+$/
const DECIMAL = /^-?(?:0|[1-9][\d_]*)(?:\.[\d_]*)?(?:[dD][+-]?\d+)?$/
const TIMESTAMP = /^\d{4}(?:T|-\d{2}(?:T|-\d{2}(?:T(?:\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?))$/
/** Longest digits that are read. */
const MAX_DIGITS = 10_000

/** A number (integer, float with an exponent, exact decimal) or a timestamp, which stays a text. */
export function numberOrTimestamp(text: string, offset: number): Datum {
  if (text.length > MAX_DIGITS) throw ionFault('a number is too long', offset)
  if (text === '+inf') return Decimal.double(Number.POSITIVE_INFINITY)
  if (text === '-inf') return Decimal.double(Number.NEGATIVE_INFINITY)
  const digits = text.replaceAll('_', '')
  if (INTEGER.test(text)) return toInteger(digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits))
  if (FLOAT.test(text)) return Decimal.double(Number(digits))
  if (DECIMAL.test(text)) {
    const exact = parseExact(digits.replace(/[dD]/, 'e'))
    // Exponents that no machine could write out are not decimals that anyone needs.
    if (exact !== null && Math.abs(exact.scale) <= MAX_DIGITS) return Decimal.big(exact.unscaled, exact.scale)
  }
  if (TIMESTAMP.test(text)) return text
  throw ionFault('a number or timestamp cannot be read', offset)
}
