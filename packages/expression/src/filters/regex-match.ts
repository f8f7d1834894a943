import type { Filter } from './filter.ts'
import { required } from './input-kinds.ts'

/**
 * Whether a regular expression (Java's) is found anywhere in a text. The input is made a text first; null does not match.
 *
 * @argument regex - the regular expression
 * @result boolean
 * @error EXPRESSION_ARGUMENT the regular expression is missing or wrong
 * @example {{ 'order-12' | regexMatch('[0-9]+') }} → true
 */
export const regexMatch: Filter = {
  name: 'regexMatch',
  parameters: ['regex'],
  apply(input, args, run) {
    const pattern = run.services.pattern(run.text(required(args, 0, 'regexMatch', 'regex')))
    return input !== null && pattern.find(run.text(input), 0, run.budget) !== null
  },
}
