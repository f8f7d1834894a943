import { dayArgument, WEEKDAYS } from './calendar-date.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The day of the week of a date, as the date says it.
 *
 * @argument date - ISO date, with or without a time
 * @result text: MONDAY to SUNDAY
 * @error EXPRESSION_ARGUMENT the date is missing
 * @error EXPRESSION_VALUE the date cannot be read
 * @example {{ dayOfWeek('2025-01-06') }} → MONDAY
 */
export const dayOfWeek: TemplateFunction = {
  name: 'dayOfWeek',
  parameters: ['date'],
  apply: (args, run) => WEEKDAYS[dayArgument(args, 'dayOfWeek', run).dayOfWeek - 1] ?? null,
}
