import { Fault } from '../errors/fault.ts'
import { isList, isMap } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import { mapKeys } from '../value/map-access.ts'
import type { Filter } from './filter.ts'

/**
 * The keys of a map as a set (it can be walked over and searched, but has no `[0]`), or the indexes of a list. Null stays null.
 *
 * @result set of keys, or list of integers
 * @error EXPRESSION_TYPE the input is no map or list
 * @example {{ {'a': 1} | keys }} → ["a"]
 */
export const keys: Filter = {
  name: 'keys',
  parameters: [],
  apply(input) {
    if (input === null) return null
    if (isMap(input)) return new Set(mapKeys(input))
    if (isList(input)) return input.map((_, index) => index)
    throw new Fault('EXPRESSION_TYPE', `The filter \`keys\` needs a map or a list, not ${describeKind(input)}`)
  },
}
