import { Fault } from '../errors/fault.ts'
import type { TemplateFunction } from './function.ts'
import { givenInteger } from './function-arguments.ts'
import { randomBelow } from './outside.ts'

/**
 * A random integer.
 *
 * @argument lower - the least one
 * @argument upper - what it is always less than; equal bounds give that number
 * @result integer
 * @error EXPRESSION_ARGUMENT a bound is missing or no integer, or the upper one is less than the lower one
 * @example {{ randomInt(5, 5) }} → 5
 */
export const randomInt: TemplateFunction = {
  name: 'randomInt',
  parameters: ['lower', 'upper'],
  apply(args, run) {
    const lower = givenInteger(args, 0, 'randomInt', 'lower')
    const upper = givenInteger(args, 1, 'randomInt', 'upper')
    if (upper < lower)
      throw new Fault('EXPRESSION_ARGUMENT', 'The argument `upper` of `randomInt` is less than `lower`')
    return upper === lower ? lower : lower + randomBelow(upper - lower, run, 'randomInt')
  },
}
