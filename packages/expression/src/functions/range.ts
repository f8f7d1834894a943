import { rangeOf } from '../operators/range.ts'
import type { TemplateFunction } from './function.ts'
import { given } from './function-arguments.ts'

/**
 * The numbers, or single characters, from one to another, both included. `a..b` is the same with the increment 1.
 *
 * @argument start - number (cut off to an integer) or character
 * @argument end - number or character
 * @argument increment - default 1; negative to go down
 * @result list
 * @error EXPRESSION_ARGUMENT an end is missing
 * @error EXPRESSION_TYPE the ends do not fit together
 * @error EXPRESSION_VALUE the increment is 0
 * @error EXPRESSION_LIMIT the list becomes longer than allowed
 * @example {{ range(0, 6, 2) }} → [0,2,4,6]
 */
export const range: TemplateFunction = {
  name: 'range',
  parameters: ['start', 'end', 'increment'],
  apply: (args, run) => rangeOf(given(args, 0, 'range', 'start'), given(args, 1, 'range', 'end'), args[2] ?? 1, run),
}
