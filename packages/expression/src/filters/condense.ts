import type { Filter } from './filter.ts'
import { textInput } from './input-kinds.ts'

/**
 * The text without its line feeds.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is null or no text
 * @example {{ 'abc' | condense }} → abc
 */
export const condense: Filter = {
  name: 'condense',
  parameters: [],
  apply: (input) => textInput(input, 'condense').replaceAll('\n', ''),
}
