import type { TemplateFunction } from './function.ts'
import { extreme } from './max.ts'

/**
 * The least of any number of numbers. Nulls do not count; without a number it is null.
 *
 * @argument ... - numbers
 * @result number
 * @error EXPRESSION_TYPE an argument is neither number nor null
 * @example {{ min(4, 2) }} → 2
 */
export const min: TemplateFunction = {
  name: 'min',
  parameters: 'any',
  apply: (args) => extreme(args, 'min', (a, b) => a < b),
}
