/** A whole number as values hold it: a JavaScript number up to 2^53, else bigint. */
export function toInteger(value: bigint): number | bigint {
  return value >= MIN_SAFE && value <= MAX_SAFE ? Number(value) : value
}

/** True when the number fits Java's Long. */
export function fitsLong(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value
}

/** The whole part of a decimal as Java casts it to Long: toward zero, at most the limits of Long, NaN is 0. */
export function truncateToLong(value: number): number | bigint {
  if (Number.isNaN(value)) return 0
  if (value >= 2 ** 63) return MAX_LONG
  if (value <= -(2 ** 63)) return MIN_LONG
  return toInteger(BigInt(Math.trunc(value)))
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER)
const MIN_SAFE = BigInt(Number.MIN_SAFE_INTEGER)
const MAX_LONG = 2n ** 63n - 1n
const MIN_LONG = -(2n ** 63n)
