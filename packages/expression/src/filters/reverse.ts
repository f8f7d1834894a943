import { Fault } from '../errors/fault.ts'
import { isList } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'

/**
 * The list from its end to its start. Null stays null.
 *
 * @result list
 * @error EXPRESSION_TYPE the input is no list
 * @example {{ [1, 2, 3] | reverse }} → [3,2,1]
 */
export const reverse: Filter = {
  name: 'reverse',
  parameters: [],
  apply(input) {
    if (input === null) return null
    if (!isList(input))
      throw new Fault('EXPRESSION_TYPE', `The filter \`reverse\` needs a list, not ${describeKind(input)}`)
    return input.toReversed()
  },
}
