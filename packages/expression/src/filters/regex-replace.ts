import { replaceMatches } from '../regex/replace-matches.ts'
import type { Filter } from './filter.ts'
import { required } from './input-kinds.ts'

/**
 * Replaces every match of a regular expression (Java's). The input is made a text first; null stays null.
 *
 * @argument regex - the regular expression
 * @argument replacement - what to put there; `$1` is the first group, `\$` a dollar sign
 * @result text
 * @error EXPRESSION_ARGUMENT an argument is missing or wrong
 * @example {{ 'john doe' | regexReplace('([a-z]+) ([a-z]+)', '$2 $1') }} → doe john
 */
export const regexReplace: Filter = {
  name: 'regexReplace',
  parameters: ['regex', 'replacement'],
  apply(input, args, run) {
    const pattern = run.services.pattern(run.text(required(args, 0, 'regexReplace', 'regex')))
    const replacement = run.text(required(args, 1, 'regexReplace', 'replacement'))
    return input === null ? null : replaceMatches(run.text(input), pattern, replacement, run.budget)
  },
}
