import { Decimal } from '@countersign/expression'

/** A 64-bit decimal (Java's double) from its text, such as `1.50` or `1e3`. */
export function decimalValue(text: string): Decimal {
  return Decimal.double(Number(text))
}

/** A 32-bit decimal (Java's float), which is what FLOAT inputs are. */
export function floatValue(text: string): Decimal {
  return Decimal.float(Number(text))
}

/** A number where it is exact, a bigint beyond 2^53. */
export function narrowInteger(integer: bigint): number | bigint {
  const number = Number(integer)
  return Number.isSafeInteger(number) ? number : integer
}
