import type { Filter } from './filter.ts'
import { endOf } from './first.ts'

/**
 * The last element of a list or set (null when it is empty), or the last character of a text. Null stays null.
 *
 * @result element or character
 * @error EXPRESSION_TYPE the input is no list, set or text
 * @error EXPRESSION_VALUE the text is empty
 * @example {{ 'abc' | last }} → c
 */
export const last: Filter = {
  name: 'last',
  parameters: [],
  apply: (input) => endOf(input, 'last'),
}
