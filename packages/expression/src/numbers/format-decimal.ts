import { exactOf, withScale } from '../value/big-decimal.ts'
import type { NumberDatum } from '../value/datum.ts'
import { Decimal, type ExactDecimal } from '../value/decimal.ts'
import { asDouble } from '../value/equality.ts'
import type { DecimalPattern } from './decimal-pattern.ts'

/** Signs that a language writes numbers with. */
export interface NumberSigns {
  readonly point: string
  readonly group: string
}

/** A number written by a pattern, as Java's `DecimalFormat` does: digits that do not fit are rounded half to even. */
export function formatDecimal(value: NumberDatum, pattern: DecimalPattern, signs: NumberSigns): string {
  const number = asDouble(value)
  if (Number.isNaN(number)) return 'NaN'
  const negative = number < 0 || Object.is(number, -0)
  const digits = Number.isFinite(number) ? finiteDigits(value, pattern, signs) : '∞'
  // A number that is rounded to zero keeps its sign, as in Java.
  const before = negative ? pattern.negativePrefix : pattern.prefix
  return before + digits + (negative ? pattern.negativeSuffix : pattern.suffix)
}

function finiteDigits(value: NumberDatum, pattern: DecimalPattern, signs: NumberSigns): string {
  const { unscaled, scale } = exactNumber(value)
  const magnitude = { unscaled: unscaled < 0n ? -unscaled : unscaled, scale: scale - pattern.shift }
  return pattern.exponentDigits > 0 ? scientific(magnitude, pattern, signs) : plain(magnitude, pattern, signs)
}

function exactNumber(value: NumberDatum): ExactDecimal {
  if (typeof value === 'bigint') return { unscaled: value, scale: 0 }
  if (value instanceof Decimal && value.exact !== null) return value.exact
  const number = asDouble(value)
  return Number.isSafeInteger(number) ? { unscaled: BigInt(number), scale: 0 } : binaryExact(number)
}

/**
 * A binary decimal by its exact digits, so that halves are real halves: 0.125 is one, 1.005 is a little less. Numbers that are
 * too long to write out are taken as they print.
 */
function binaryExact(number: number): ExactDecimal {
  if (Math.abs(number) < 1e-300 || Math.abs(number) > 1e300) return exactOf(number)
  const [mantissa = '0', exponent = '0'] = number.toExponential(100).split('e')
  const digits = mantissa.replace('.', '').replace('-', '')
  const unscaled = BigInt(digits)
  return { unscaled: number < 0 ? -unscaled : unscaled, scale: digits.length - 1 - Number(exponent) }
}

function plain(magnitude: ExactDecimal, pattern: DecimalPattern, signs: NumberSigns): string {
  const { unscaled } = withScale(magnitude, pattern.maxFraction)
  const digits = unscaled.toString().padStart(pattern.maxFraction + 1, '0')
  const split = digits.length - pattern.maxFraction
  const fraction = trimmedFraction(digits.slice(split), pattern.minFraction)
  let integer = digits.slice(0, split).replace(/^0+/, '')
  // Without any digit a zero stands before the point.
  if (integer === '' && fraction === '' && pattern.minInteger === 0) integer = '0'
  return (
    grouped(integer.padStart(pattern.minInteger, '0'), pattern.grouping, signs) + pointAnd(fraction, pattern, signs)
  )
}

function scientific(magnitude: ExactDecimal, pattern: DecimalPattern, signs: NumberSigns): string {
  const digits = magnitude.unscaled.toString()
  const { maxInteger, minInteger } = pattern
  let exponent = magnitude.unscaled === 0n ? 0 : digits.length - 1 - magnitude.scale
  const step = maxInteger > minInteger && maxInteger > 1 ? maxInteger : 1
  const before = step > 1 ? (((exponent % step) + step) % step) + 1 : Math.max(minInteger, 1)
  exponent -= before - 1
  const shifted = { unscaled: magnitude.unscaled, scale: magnitude.scale + exponent }
  const text = plain(shifted, { ...pattern, minInteger: step > 1 ? 1 : minInteger, grouping: 0 }, signs)
  const sign = exponent < 0 ? '-' : ''
  return `${text}E${sign}${String(Math.abs(exponent)).padStart(pattern.exponentDigits, '0')}`
}

function trimmedFraction(fraction: string, least: number): string {
  let end = fraction.length
  while (end > least && fraction[end - 1] === '0') end -= 1
  return fraction.slice(0, end)
}

function pointAnd(fraction: string, pattern: DecimalPattern, signs: NumberSigns): string {
  return fraction === '' && !pattern.showsPoint ? '' : signs.point + fraction
}

function grouped(integer: string, size: number, signs: NumberSigns): string {
  if (size === 0) return integer
  const parts: string[] = []
  for (let end = integer.length; end > 0; end -= size) parts.unshift(integer.slice(Math.max(0, end - size), end))
  return parts.join(signs.group)
}
