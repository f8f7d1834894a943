import { Fault } from '../errors/fault.ts'
import { type Datum, isCollection, isList } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'

/**
 * Replaces lists inside of a list by their elements, one level deep. Null stays null.
 *
 * @result list
 * @error EXPRESSION_TYPE the input is no list
 * @example {{ [1, [2, [3]]] | flatten }} → [1,2,[3]]
 */
export const flatten: Filter = {
  name: 'flatten',
  parameters: [],
  apply(input, _, run) {
    if (input === null) return null
    if (!isList(input))
      throw new Fault('EXPRESSION_TYPE', `The filter \`flatten\` needs a list, not ${describeKind(input)}`)
    const flat: Datum[] = []
    for (const item of input) {
      for (const inner of isCollection(item) ? item : [item]) flat.push(inner)
      run.budget.step()
      run.budget.checkSize(flat.length)
    }
    return flat
  },
}
