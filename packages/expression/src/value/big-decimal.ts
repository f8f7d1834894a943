import { Decimal, type ExactDecimal } from './decimal.ts'
import { formatDouble } from './java-number-text.ts'

/** Digits that products, quotients and remainders of exact decimals keep (Java's DECIMAL128). */
const PRECISION = 34

/** The exact decimal that a binary number prints as (Java's `BigDecimal.valueOf`). The number must be finite. */
export function exactOf(value: number): ExactDecimal {
  return parseExact(formatDouble(value)) ?? { unscaled: 0n, scale: 0 }
}

/** Reads `12`, `-1.50`, `1E+7`; null for anything else. */
export function parseExact(text: string): ExactDecimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text)
  if (match === null) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return null
  const digits = BigInt(whole + fraction)
  return { unscaled: sign === '-' ? -digits : digits, scale: fraction.length - Number(exponent) }
}

export function addExact(a: ExactDecimal, b: ExactDecimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return Decimal.big(atScale(a, scale) + atScale(b, scale), scale)
}

export function subtractExact(a: ExactDecimal, b: ExactDecimal): Decimal {
  return addExact(a, { unscaled: -b.unscaled, scale: b.scale })
}

export function multiplyExact(a: ExactDecimal, b: ExactDecimal): Decimal {
  return rounded(a.unscaled * b.unscaled, a.scale + b.scale)
}

/** The quotient with up to 34 digits, without zeros at its end beyond the scale of the operands. The divisor is not zero. */
export function divideExact(a: ExactDecimal, b: ExactDecimal): Decimal {
  const preferred = a.scale - b.scale
  const extra = Math.max(0, PRECISION + 3 + digitCount(b.unscaled) - digitCount(a.unscaled))
  const dividend = a.unscaled * 10n ** BigInt(extra)
  let quotient = dividend / b.unscaled
  // A digit that stands for everything that was cut off, so that rounding to half knows about it.
  if (dividend % b.unscaled !== 0n) quotient = quotient * 10n + (quotient < 0n ? -1n : 1n)
  else quotient *= 10n
  const { unscaled, scale } = rounded(quotient, preferred + extra + 1).exact ?? { unscaled: 0n, scale: 0 }
  return stripped(unscaled, scale, preferred)
}

/** The remainder with the sign of the dividend. The divisor is not zero. */
export function remainderExact(a: ExactDecimal, b: ExactDecimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return Decimal.big(atScale(a, scale) % atScale(b, scale), scale)
}

/** `value` at another scale; digits that do not fit are rounded half to even. */
export function withScale(value: ExactDecimal, scale: number): ExactDecimal {
  if (scale >= value.scale) return { unscaled: atScale(value, scale), scale }
  return { unscaled: divideHalfEven(value.unscaled, 10n ** BigInt(value.scale - scale)), scale }
}

function atScale(value: ExactDecimal, scale: number): bigint {
  return value.unscaled * 10n ** BigInt(scale - value.scale)
}

function rounded(unscaled: bigint, scale: number): Decimal {
  const surplus = digitCount(unscaled) - PRECISION
  if (surplus <= 0) return Decimal.big(unscaled, scale)
  const kept = divideHalfEven(unscaled, 10n ** BigInt(surplus))
  // Rounding up may have made one digit more (99.9 to 100).
  return digitCount(kept) > PRECISION
    ? Decimal.big(kept / 10n, scale - surplus - 1)
    : Decimal.big(kept, scale - surplus)
}

function stripped(unscaled: bigint, scale: number, preferred: number): Decimal {
  let digits = unscaled
  let places = scale
  while (places > preferred && digits % 10n === 0n) {
    digits /= 10n
    places -= 1
  }
  return Decimal.big(digits, places)
}

function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  const remainder = value % divisor
  const twice = (remainder < 0n ? -remainder : remainder) * 2n
  const away = value < 0n ? -1n : 1n
  if (twice > divisor || (twice === divisor && quotient % 2n !== 0n)) return quotient + away
  return quotient
}

function digitCount(value: bigint): number {
  return `${value < 0n ? -value : value}`.length
}
