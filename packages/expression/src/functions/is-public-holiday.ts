import { answerOf } from './ask.ts'
import { dayArgument } from './calendar-date.ts'
import type { TemplateFunction } from './function.ts'
import { givenText, maybeText } from './function-arguments.ts'

/**
 * Whether a date is a public holiday, where the host has a calendar of them.
 *
 * @argument date - ISO date, with or without a time
 * @argument countryCode - two letters, such as FR
 * @argument subDivision - a part of the country
 * @result boolean
 * @error EXPRESSION_ARGUMENT an argument is missing
 * @error EXPRESSION_VALUE the date cannot be read
 * @error EXPRESSION_HOST there is no calendar for that country
 * @example {{ isPublicHoliday('2024-01-01', 'AT') }} → true
 */
export const isPublicHoliday: TemplateFunction = {
  name: 'isPublicHoliday',
  parameters: ['date', 'countryCode', 'subDivision'],
  apply(args, run) {
    const date = dayArgument(args, 'isPublicHoliday', run).toString()
    const country = givenText(args, 1, 'isPublicHoliday', 'countryCode')
    return answerOf(run, 'publicHoliday', [date, country, maybeText(args, 2, 'isPublicHoliday', 'subDivision')])
  },
}
