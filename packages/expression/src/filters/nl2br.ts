import type { Filter } from './filter.ts'
import { textInput } from './input-kinds.ts'

/**
 * Replaces line breaks by `<br />`. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example {{ 'abc' | nl2br }} → abc
 */
export const nl2br: Filter = {
  name: 'nl2br',
  parameters: [],
  apply(input, _, run) {
    if (input === null) return null
    const text = textInput(input, 'nl2br').replace(/\r\n|\r|\n/g, '<br />')
    run.budget.checkText(text.length)
    return text
  },
}
