import type { Filter } from './filter.ts'
import { sorted } from './sort.ts'

/**
 * The list in descending order; see `sort`. Null stays null.
 *
 * @result list
 * @error EXPRESSION_TYPE the input is no list, or its elements cannot be compared with each other
 * @example {{ [3, 1, 2] | rsort }} → [3,2,1]
 */
export const rsort: Filter = {
  name: 'rsort',
  parameters: [],
  apply: (input, _, run) => (input === null ? null : sorted(input, 'rsort', run)),
}
