import { dateFault } from '../dates/date-fault.ts'
import { momentOfIsoText, readIsoText, shortened } from '../dates/iso-text.ts'
import { UTC } from '../dates/zone.ts'
import type { ArgumentValues } from '../filters/filter.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

/**
 * Whether a point in time lies between two others, at neither of them.
 *
 * @argument date - ISO date with time and offset
 * @argument after - the same
 * @argument before - the same
 * @result boolean
 * @error EXPRESSION_ARGUMENT a date is missing
 * @error EXPRESSION_VALUE a date cannot be read or has no offset
 * @example {{ isDateBetween('2026-01-01T00:00:00Z', '2025-12-31T00:00:00Z', '2026-01-02T00:00:00Z') }} → true
 */
export const isDateBetween: TemplateFunction = {
  name: 'isDateBetween',
  parameters: ['date', 'after', 'before'],
  apply(args) {
    const [date, after, before] = [instant(args, 0, 'date'), instant(args, 1, 'after'), instant(args, 2, 'before')]
    return date > after && date < before
  },
}

function instant(args: ArgumentValues, index: number, argument: string): bigint {
  const text = givenText(args, index, 'isDateBetween', argument)
  if (readIsoText(text)?.offset == null)
    throw dateFault(`The text \`${shortened(text)}\` is no date with time and offset`)
  return momentOfIsoText(text, UTC).time.epochNanoseconds
}
