import { Fault } from '../errors/fault.ts'
import { parseExact } from '../value/big-decimal.ts'
import type { NumberDatum } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { fitsLong, toInteger } from '../value/integer.ts'

/** Types that a text can be read as by name. */
export const NUMBER_TYPES = ['INT', 'LONG', 'FLOAT', 'DOUBLE', 'BIGDECIMAL', 'BIGINTEGER'] as const
export type NumberType = (typeof NUMBER_TYPES)[number]

/** A number, and the Java class that Kestra gives to it when it is an integer. */
export interface TypedNumber {
  readonly value: NumberDatum
  readonly integerClass: 'java.lang.Integer' | 'java.lang.Long' | 'java.math.BigInteger' | null
}

const HEXADECIMAL = /^([+-]?)(?:0x|0X|#)([0-9a-fA-F]+)$/
const OCTAL = /^([+-]?)0([0-7]+)$/
const INTEGER = /^[+-]?\d+$/
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
/** Longest text that is read; longer numbers serve no one. */
const MAX_LENGTH = 1000
const MAX_EXPONENT = 10_000

/**
 * Reads a text as a number of the given type.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function parseNumberAs(text: string, type: NumberType): TypedNumber {
  if (text.length > MAX_LENGTH) throw unreadable()
  switch (type) {
    case 'INT':
    case 'LONG':
      return boundedInteger(text, type)
    case 'BIGINTEGER':
      return { value: toInteger(wholeNumber(text)), integerClass: 'java.math.BigInteger' }
    case 'FLOAT':
      return decimal(Decimal.float(binary(text)))
    case 'DOUBLE':
      return decimal(Decimal.double(binary(text)))
    case 'BIGDECIMAL':
      return decimal(exact(text))
  }
}

/**
 * Reads a text as the smallest type that holds its number: `0x` and `#` are hexadecimal, a leading zero octal, the endings L, F and
 * D name a type; decimals are 32-bit when that prints the same, else 64-bit, else exact.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function parseNumber(text: string): TypedNumber {
  if (text.length > MAX_LENGTH) throw unreadable()
  const based = HEXADECIMAL.exec(text) ?? OCTAL.exec(text)
  if (based !== null) {
    const [, sign, digits = ''] = based
    const value = BigInt((HEXADECIMAL.test(text) ? '0x' : '0o') + digits)
    return smallestInteger(sign === '-' ? -value : value)
  }
  if (/[lL]$/.test(text)) return smallestInteger(wholeNumber(text.slice(0, -1)), 'java.lang.Long')
  if (/[fF]$/.test(text)) return decimal(Decimal.float(binary(text.slice(0, -1))))
  if (/[dD]$/.test(text)) return decimal(Decimal.double(binary(text.slice(0, -1))))
  if (INTEGER.test(text)) {
    if (/^[+-]?0\d/.test(text)) throw unreadable()
    return smallestInteger(wholeNumber(text))
  }
  return decimal(smallestDecimal(text))
}

function smallestInteger(value: bigint, least?: 'java.lang.Long'): TypedNumber {
  const fitsInteger = BigInt.asIntN(32, value) === value && least === undefined
  const integerClass = fitsInteger ? 'java.lang.Integer' : fitsLong(value) ? 'java.lang.Long' : 'java.math.BigInteger'
  return { value: toInteger(value), integerClass }
}

function smallestDecimal(text: string): Decimal {
  const value = binary(text)
  const [float, double] = [Decimal.float(value), Decimal.double(value)]
  if (float.toString() === double.toString()) return float
  const precise = exact(text)
  const kept = parseExact(double.toString())
  return kept !== null && sameNumber(kept, precise.exact ?? kept) ? double : precise
}

function sameNumber(a: { unscaled: bigint; scale: number }, b: { unscaled: bigint; scale: number }): boolean {
  const scale = Math.max(a.scale, b.scale)
  return a.unscaled * 10n ** BigInt(scale - a.scale) === b.unscaled * 10n ** BigInt(scale - b.scale)
}

function boundedInteger(text: string, type: 'INT' | 'LONG'): TypedNumber {
  const value = wholeNumber(text)
  if (BigInt.asIntN(type === 'INT' ? 32 : 64, value) !== value) throw unreadable()
  return { value: toInteger(value), integerClass: type === 'INT' ? 'java.lang.Integer' : 'java.lang.Long' }
}

function wholeNumber(text: string): bigint {
  if (!INTEGER.test(text)) throw unreadable()
  return BigInt(text.replace(/^\+/, ''))
}

function binary(text: string): number {
  if (!DECIMAL.test(text)) throw unreadable()
  return Number(text)
}

function exact(text: string): Decimal {
  const parsed = parseExact(text)
  if (parsed === null || Math.abs(parsed.scale) > MAX_EXPONENT) throw unreadable()
  return Decimal.big(parsed.unscaled, parsed.scale)
}

function decimal(value: Decimal): TypedNumber {
  return { value, integerClass: null }
}

function unreadable(): Fault {
  return new Fault('EXPRESSION_VALUE', 'The text for `number` holds no number of that type')
}
