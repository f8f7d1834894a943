import type { Filter } from './filter.ts'
import { required } from './input-kinds.ts'

/**
 * The part of a text after the last occurrence of another one; nothing when there is none. Both sides are made texts first; null stays
 * null.
 *
 * @argument separator - the other text
 * @result text
 * @error EXPRESSION_ARGUMENT the separator is missing
 * @example {{ 'x/y/z' | substringAfterLast('/') }} → z
 */
export const substringAfterLast: Filter = {
  name: 'substringAfterLast',
  parameters: ['separator'],
  apply(input, args, run) {
    const given = required(args, 0, 'substringAfterLast', 'separator')
    if (input === null) return null
    const text = run.text(input)
    const separator = given === null ? '' : run.text(given)
    if (separator === '') return ''
    const at = text.lastIndexOf(separator)
    return at === -1 ? '' : text.slice(at + separator.length)
  },
}
