import { Fault } from '../errors/fault.ts'
import { type Datum, isList } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'
import { requiredInteger } from './input-kinds.ts'

/**
 * Cuts a list into lists of the same size; the last one may be shorter. Null stays null.
 *
 * @argument size - elements of each part, from 1
 * @result list of lists
 * @error EXPRESSION_TYPE the input is no list
 * @error EXPRESSION_ARGUMENT the size is missing or less than 1
 * @example {{ [1, 2, 3] | chunk(2) }} → [[1,2],[3]]
 */
export const chunk: Filter = {
  name: 'chunk',
  parameters: ['size'],
  apply(input, args) {
    if (input === null) return null
    if (!isList(input))
      throw new Fault('EXPRESSION_TYPE', `The filter \`chunk\` needs a list, not ${describeKind(input)}`)
    const size = requiredInteger(args, 0, 'chunk', 'size')
    if (size < 1) throw new Fault('EXPRESSION_ARGUMENT', 'The argument `size` of `chunk` must be at least 1')
    const parts: Datum[] = []
    for (let start = 0; start < input.length; start += size) parts.push(input.slice(start, start + size))
    return parts
  },
}
