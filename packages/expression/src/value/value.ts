import type { Decimal } from './decimal.ts'

/**
 * Everything that rendering gives back: JSON with exact numbers. Integers are numbers up to 2^53 and bigint beyond; decimals
 * are `Decimal`s. Dates are ISO texts.
 */
export type Value = null | boolean | number | bigint | string | Decimal | readonly Value[] | ValueMap

/** A map with string keys in document order. Only own properties count. */
export interface ValueMap {
  readonly [key: string]: Value
}
