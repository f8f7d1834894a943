import { exactOf, withScale } from '../value/big-decimal.ts'
import { isInteger, type NumberDatum } from '../value/datum.ts'
import { Decimal, type ExactDecimal } from '../value/decimal.ts'
import { asDouble } from '../value/equality.ts'
import type { DecimalPattern } from './decimal-pattern.ts'

/** Signs that a language writes numbers with. */
export interface NumberSigns {
  readonly point: string
  readonly group: string
}

/** A number without its sign, that can be cut to a scale. */
type Magnitude = (scale: number) => ExactDecimal

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
  const exactly = exactNumber(value)
  if (exactly === null) {
    // As in Java, percent is a product of two binary decimals.
    const product = Math.abs(asDouble(value)) * 10 ** pattern.shift
    return Number.isFinite(product) ? written(exactOf(product), binary(product), pattern, signs) : '∞'
  }
  const { unscaled, scale } = exactly
  const exact = { unscaled: unscaled < 0n ? -unscaled : unscaled, scale: scale - pattern.shift }
  return written(exact, (wanted) => withScale(exact, wanted), pattern, signs)
}

/** The digits of a number that is no binary decimal, else null. */
function exactNumber(value: NumberDatum): ExactDecimal | null {
  if (value instanceof Decimal) return value.exact
  return isInteger(value) ? { unscaled: BigInt(value), scale: 0 } : null
}

/**
 * A binary decimal is taken as it prints; but where digits are cut off, its exact ones decide about rounding, so that halves are
 * real halves: 0.125 is one, 1.005 is a little less.
 */
function binary(number: number): Magnitude {
  const printed = exactOf(number)
  return (scale) => {
    if (scale >= printed.scale || number < 1e-300 || number > 1e300) return withScale(printed, scale)
    const [mantissa = '0', exponent = '0'] = number.toExponential(100).split('e')
    const digits = mantissa.replace('.', '')
    return withScale({ unscaled: BigInt(digits), scale: digits.length - 1 - Number(exponent) }, scale)
  }
}

function written(exact: ExactDecimal, cut: Magnitude, pattern: DecimalPattern, signs: NumberSigns): string {
  return pattern.exponentDigits > 0 ? scientific(exact, cut, pattern, signs) : plain(exact, cut, pattern, signs)
}

function plain(exact: ExactDecimal, cut: Magnitude, pattern: DecimalPattern, signs: NumberSigns): string {
  const places = Math.max(0, Math.min(pattern.maxFraction, exact.scale))
  const digits = cut(places)
    .unscaled.toString()
    .padStart(places + 1, '0')
  const split = digits.length - places
  const fraction = trimmed(digits.slice(split), pattern.minFraction)
  const integer = digits.slice(0, split).replace(/^0+/, '').padStart(pattern.minInteger, '0')
  // Without any digit a zero stands before the point.
  const before = integer === '' && fraction === '' ? '0' : grouped(integer, pattern.grouping, signs)
  return fraction === '' && !pattern.showsPoint ? before : before + signs.point + fraction
}

/** With an exponent, the digits are counted and not the places: as many as the pattern has in all. */
function scientific(exact: ExactDecimal, cut: Magnitude, pattern: DecimalPattern, signs: NumberSigns): string {
  const { minInteger, maxInteger } = pattern
  const length = exact.unscaled === 0n ? 0 : exact.unscaled.toString().length
  const wanted = maxInteger + pattern.maxFraction
  const shortened = wanted > 0 && length > wanted ? cut(exact.scale - (length - wanted)) : exact
  const digits = shortened.unscaled === 0n ? '' : shortened.unscaled.toString().replace(/0+$/, '')
  // The point stands behind so many digits.
  const point = digits === '' ? 0 : shortened.unscaled.toString().length - shortened.scale
  const repeats = maxInteger > 1 && maxInteger > minInteger
  const exponent = repeats ? Math.floor((point - 1) / maxInteger) * maxInteger : point - minInteger
  const before = digits === '' ? (repeats ? 1 : minInteger) : point - exponent
  const count = Math.max(minInteger + pattern.minFraction, before, digits.length)
  const all = digits.padEnd(count, '0')
  const fraction = all.slice(before)
  const mantissa = all.slice(0, before) + (fraction !== '' || pattern.showsPoint ? signs.point : '') + fraction
  const power = digits === '' ? 0 : exponent
  return `${mantissa}E${power < 0 ? '-' : ''}${String(Math.abs(power)).padStart(pattern.exponentDigits, '0')}`
}

function trimmed(fraction: string, least: number): string {
  return fraction.replace(/0+$/, '').padEnd(least, '0')
}

function grouped(integer: string, size: number, signs: NumberSigns): string {
  if (size === 0) return integer
  const parts: string[] = []
  for (let end = integer.length; end > 0; end -= size) parts.unshift(integer.slice(Math.max(0, end - size), end))
  return parts.join(signs.group)
}
