import { Fault } from '../errors/fault.ts'
import type { ArgumentValues } from '../filters/filter.ts'
import { isNumber, type NumberDatum } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { describeKind } from '../value/kind-name.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The greatest of any number of numbers. Nulls do not count; without a number it is null.
 *
 * @argument ... - numbers
 * @result number
 * @error EXPRESSION_TYPE an argument is neither number nor null
 * @example {{ max(3, 1.5, 9) }} → 9
 */
export const max: TemplateFunction = {
  name: 'max',
  parameters: 'any',
  apply: (args) => extreme(args, 'max', (a, b) => a > b),
}

/** The first number that is better than all others. */
export function extreme(
  args: ArgumentValues,
  name: string,
  isBetter: (a: number, b: number) => boolean,
): NumberDatum | null {
  let best: NumberDatum | null = null
  for (const value of args) {
    if (value === null || value === undefined) continue
    if (!isNumber(value)) throw new Fault('EXPRESSION_TYPE', `\`${name}\` needs numbers, not ${describeKind(value)}`)
    if (best === null || isBetter(asDouble(value), asDouble(best))) best = value
  }
  return best
}
