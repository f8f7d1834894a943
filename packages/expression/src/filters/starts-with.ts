import type { Filter } from './filter.ts'
import { required } from './input-kinds.ts'

/**
 * Whether a text starts with another one. Both sides are made texts first; null does not.
 *
 * @argument value - the other text
 * @result boolean
 * @error EXPRESSION_ARGUMENT the value is missing
 * @example {{ 'kestra' | startsWith('kes') }} → true
 */
export const startsWith: Filter = {
  name: 'startsWith',
  parameters: ['value'],
  apply(input, args, run) {
    const value = required(args, 0, 'startsWith', 'value')
    return input !== null && value !== null && run.text(input).startsWith(run.text(value))
  },
}
