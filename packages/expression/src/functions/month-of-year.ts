import { dayArgument } from './calendar-date.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The month of a date, as the date says it.
 *
 * @argument date - ISO date, with or without a time
 * @result integer from 1 to 12
 * @error EXPRESSION_ARGUMENT the date is missing
 * @error EXPRESSION_VALUE the date cannot be read
 * @example {{ monthOfYear('2025-01-06') }} → 1
 */
export const monthOfYear: TemplateFunction = {
  name: 'monthOfYear',
  parameters: ['date'],
  apply: (args, run) => dayArgument(args, 'monthOfYear', run).month,
}
