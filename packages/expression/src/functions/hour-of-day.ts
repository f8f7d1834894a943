import { dateFault } from '../dates/date-fault.ts'
import { dateArgument } from './calendar-date.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The hour of a date, as the date says it.
 *
 * @argument date - ISO date with a time
 * @result integer from 0 to 23
 * @error EXPRESSION_ARGUMENT the date is missing
 * @error EXPRESSION_VALUE the date cannot be read or has no time
 * @example {{ hourOfDay('2025-01-06T14:30:00+02:00') }} → 14
 */
export const hourOfDay: TemplateFunction = {
  name: 'hourOfDay',
  parameters: ['date'],
  apply(args, run) {
    const { time } = dateArgument(args, 'hourOfDay', run)
    if (time === null) throw dateFault('The date for `hourOfDay` has no time')
    return time.hour
  },
}
