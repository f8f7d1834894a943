import type { Filter } from './filter.ts'
import { required } from './input-kinds.ts'

/**
 * Whether a text ends with another one. Both sides are made texts first; null does not.
 *
 * @argument value - the other text
 * @result boolean
 * @error EXPRESSION_ARGUMENT the value is missing
 * @example {{ 'kestra' | endsWith('ra') }} → true
 */
export const endsWith: Filter = {
  name: 'endsWith',
  parameters: ['value'],
  apply(input, args, run) {
    const value = required(args, 0, 'endsWith', 'value')
    return input !== null && value !== null && run.text(input).endsWith(run.text(value))
  },
}
