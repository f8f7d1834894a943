import type { Filter } from './filter.ts'
import { indentation, indented, nullOrEmpty } from './indent.ts'

/**
 * Starts a new line and puts a prefix before every line. Anything but a text is made one first; null stays null, an empty text
 * stays empty.
 *
 * @argument amount - how often the prefix is repeated
 * @argument prefix - default a space
 * @result text
 * @error EXPRESSION_ARGUMENT the amount is missing, no integer or negative
 * @example a:{{ 'b' | nindent(2) }} → a:\n  b
 */
export const nindent: Filter = {
  name: 'nindent',
  parameters: ['amount', 'prefix'],
  apply(input, args, run) {
    const { text, prefix, lineBreak } = indentation(input, args, 'nindent', run)
    return text === '' ? nullOrEmpty(input) : indented(lineBreak + text, lineBreak + prefix, lineBreak, run)
  },
}
