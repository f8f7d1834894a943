import { dayArgument } from './calendar-date.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The day of the month of a date, as the date says it.
 *
 * @argument date - ISO date, with or without a time
 * @result integer
 * @error EXPRESSION_ARGUMENT the date is missing
 * @error EXPRESSION_VALUE the date cannot be read
 * @example {{ dayOfMonth('2025-01-06') }} → 6
 */
export const dayOfMonth: TemplateFunction = {
  name: 'dayOfMonth',
  parameters: ['date'],
  apply: (args, run) => dayArgument(args, 'dayOfMonth', run).day,
}
