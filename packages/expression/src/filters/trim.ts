import { trimJava } from '../text/trim-java.ts'
import type { Filter } from './filter.ts'
import { textInput } from './input-kinds.ts'

/**
 * Takes white space and control characters away at both ends. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example [{{ '  a b ' | trim }}] → [a b]
 */
export const trim: Filter = {
  name: 'trim',
  parameters: [],
  apply: (input) => (input === null ? null : trimJava(textInput(input, 'trim'))),
}
