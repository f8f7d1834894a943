import type { Temporal } from 'temporal-polyfill'
import { Fault } from '../errors/fault.ts'
import { dayArgument, WEEKDAYS, weekdayNumber } from './calendar-date.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

const POSITIONS = ['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'LAST']

/**
 * Whether a date is, say, the second Friday of its month.
 *
 * @argument date - ISO date, with or without a time
 * @argument dayOfWeek - MONDAY to SUNDAY
 * @argument position - FIRST, SECOND, THIRD, FOURTH or LAST
 * @result boolean
 * @error EXPRESSION_ARGUMENT an argument is missing or another word
 * @error EXPRESSION_VALUE the date cannot be read
 * @example {{ isDayWeekInMonth('2025-01-10', 'FRIDAY', 'SECOND') }} → true
 */
export const isDayWeekInMonth: TemplateFunction = {
  name: 'isDayWeekInMonth',
  parameters: ['date', 'dayOfWeek', 'position'],
  apply(args, run) {
    const date = dayArgument(args, 'isDayWeekInMonth', run)
    const weekday = weekdayNumber(givenText(args, 1, 'isDayWeekInMonth', 'dayOfWeek'))
    const position = givenText(args, 2, 'isDayWeekInMonth', 'position').toUpperCase()
    if (weekday === null) throw unknown('dayOfWeek', WEEKDAYS)
    if (!POSITIONS.includes(position)) throw unknown('position', POSITIONS)
    return date.dayOfWeek === weekday && holds(date, position)
  },
}

function holds(date: Temporal.PlainDate, position: string): boolean {
  if (position === 'LAST') return date.day + 7 > date.daysInMonth
  return Math.floor((date.day - 1) / 7) === POSITIONS.indexOf(position)
}

function unknown(argument: string, known: readonly string[]): Fault {
  const hint = `One of ${known.join(', ')}.`
  return new Fault('EXPRESSION_ARGUMENT', `The argument \`${argument}\` of \`isDayWeekInMonth\` is unknown`, { hint })
}
