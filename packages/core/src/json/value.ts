import type { Decimal } from '@countersign/expression'

/**
 * Everything that a flow can hold: JSON with exact numbers. Integers are numbers up to 2^53 and bigint beyond (64-bit
 * checked); decimals that must print as Java prints them are `Decimal`s. Dates are ISO texts.
 */
export type Value = null | boolean | number | bigint | string | Decimal | readonly Value[] | ValueMap

/** A map with string keys in document order. Only own properties count. */
export interface ValueMap {
  readonly [key: string]: Value
}
