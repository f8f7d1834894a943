import { Fault } from '../errors/fault.ts'
import { dayArgument, WEEKDAYS, weekdayNumber } from './calendar-date.ts'
import type { TemplateFunction } from './function.ts'
import { maybeText } from './function-arguments.ts'

const MONDAY_TO_FRIDAY: readonly number[] = [1, 2, 3, 4, 5]

/**
 * Whether a date is the last working day of its month. Holidays are not known.
 *
 * @argument date - ISO date, with or without a time
 * @argument workingDays - names of days, separated by commas or spaces; default Monday to Friday
 * @result boolean
 * @error EXPRESSION_ARGUMENT the date is missing, or a day is none
 * @error EXPRESSION_VALUE the date cannot be read
 * @example {{ isLastWorkingDay('2025-01-31') }} → true
 */
export const isLastWorkingDay: TemplateFunction = {
  name: 'isLastWorkingDay',
  parameters: ['date', 'workingDays'],
  apply(args, run) {
    const date = dayArgument(args, 'isLastWorkingDay', run)
    const days = workingDays(maybeText(args, 1, 'isLastWorkingDay', 'workingDays') ?? '')
    if (!days.includes(date.dayOfWeek)) return false
    for (let later = date.add({ days: 1 }); later.month === date.month; later = later.add({ days: 1 })) {
      if (days.includes(later.dayOfWeek)) return false
    }
    return true
  },
}

function workingDays(text: string): readonly number[] {
  const names = text.split(/[,\s]+/).filter((name) => name !== '')
  if (names.length === 0) return MONDAY_TO_FRIDAY
  return names.map((name) => {
    const day = weekdayNumber(name)
    if (day !== null) return day
    const hint = `One of ${WEEKDAYS.join(', ')}.`
    throw new Fault('EXPRESSION_ARGUMENT', 'The argument `workingDays` of `isLastWorkingDay` holds an unknown day', {
      hint,
    })
  })
}
