import { Fault } from '../errors/fault.ts'
import { isMap } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import { mapEntries } from '../value/map-access.ts'
import type { Filter } from './filter.ts'

/**
 * The values of a map. Null stays null.
 *
 * @result list
 * @error EXPRESSION_TYPE the input is no map
 * @example {{ {'a': 1} | values }} → [1]
 */
export const values: Filter = {
  name: 'values',
  parameters: [],
  apply(input) {
    if (input === null) return null
    if (isMap(input)) return mapEntries(input).map(([, value]) => value)
    throw new Fault('EXPRESSION_TYPE', `The filter \`values\` needs a map, not ${describeKind(input)}`)
  },
}
