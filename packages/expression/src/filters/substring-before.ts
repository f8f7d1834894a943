import type { Filter } from './filter.ts'
import { required } from './input-kinds.ts'

/**
 * The part of a text before the first occurrence of another one; the whole text when there is none. Both sides are made texts first; null stays
 * null.
 *
 * @argument separator - the other text
 * @result text
 * @error EXPRESSION_ARGUMENT the separator is missing
 * @example {{ 'x/y/z' | substringBefore('/') }} → x
 */
export const substringBefore: Filter = {
  name: 'substringBefore',
  parameters: ['separator'],
  apply(input, args, run) {
    const given = required(args, 0, 'substringBefore', 'separator')
    if (input === null) return null
    const text = run.text(input)
    const separator = given === null ? '' : run.text(given)
    if (separator === '') return ''
    const at = text.indexOf(separator)
    return at === -1 ? text : text.slice(0, at)
  },
}
