import { trimJava } from '../text/trim-java.ts'
import { type Datum, isCollection, isMap } from '../value/datum.ts'
import { mapSize } from '../value/map-access.ts'
import type { MissingAwareFilter } from './filter.ts'

/**
 * Another value for null, for a variable that does not exist, and for empty texts (white space counts as empty), lists and maps.
 * 0 and false stay. The argument is evaluated in any case.
 *
 * @argument default - the other value; null when left out
 * @result the input or the other value
 * @example {{ missing | default('none') }} → none
 */
export const defaultFilter: MissingAwareFilter = {
  name: 'default',
  parameters: ['default'],
  acceptsMissing: true,
  apply: (input, args) => (input === undefined || isEmpty(input) ? (args[0] ?? null) : input),
}

/** Null, a blank text, an empty list, set or map. */
export function isEmpty(value: Datum): boolean {
  if (value === null) return true
  if (typeof value === 'string') return trimJava(value) === ''
  if (isCollection(value)) return Array.isArray(value) ? value.length === 0 : (value as ReadonlySet<Datum>).size === 0
  return isMap(value) && mapSize(value) === 0
}
