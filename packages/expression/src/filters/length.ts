import { type Datum, isList, isMap, isSet } from '../value/datum.ts'
import { mapSize } from '../value/map-access.ts'
import type { Filter } from './filter.ts'

/**
 * How many characters, elements or entries there are. 0 for null, numbers and everything else.
 *
 * @result integer
 * @example {{ 'abc' | length }} → 3
 */
export const length: Filter = {
  name: 'length',
  parameters: [],
  apply: (input) => lengthOf(input),
}

function lengthOf(value: Datum): number {
  if (typeof value === 'string' || isList(value)) return value.length
  if (isSet(value)) return value.size
  return isMap(value) ? mapSize(value) : 0
}
