import { dayArgument } from './calendar-date.ts'
import type { TemplateFunction } from './function.ts'

/**
 * Whether a date is a Saturday or Sunday.
 *
 * @argument date - ISO date, with or without a time
 * @result boolean
 * @error EXPRESSION_ARGUMENT the date is missing
 * @error EXPRESSION_VALUE the date cannot be read
 * @example {{ isWeekend('2025-01-05') }} → true
 */
export const isWeekend: TemplateFunction = {
  name: 'isWeekend',
  parameters: ['date'],
  apply: (args, run) => dayArgument(args, 'isWeekend', run).dayOfWeek >= 6,
}
