import { dateSettings, toDateText, toMoment } from '../dates/date-arguments.ts'
import { withinCalendar } from '../dates/date-fault.ts'
import type { Moment } from '../dates/moment.ts'
import { Fault } from '../errors/fault.ts'
import type { Filter } from './filter.ts'
import { requiredInteger, requiredText } from './input-kinds.ts'

type Unit =
  | 'nanoseconds'
  | 'microseconds'
  | 'milliseconds'
  | 'seconds'
  | 'minutes'
  | 'hours'
  | 'days'
  | 'weeks'
  | 'months'
  | 'years'

/** Java's units, each with how many of which unit of the calendar it is. */
const UNITS: ReadonlyMap<string, readonly [Unit, number]> = new Map([
  ['NANOS', ['nanoseconds', 1]],
  ['MICROS', ['microseconds', 1]],
  ['MILLIS', ['milliseconds', 1]],
  ['SECONDS', ['seconds', 1]],
  ['MINUTES', ['minutes', 1]],
  ['HOURS', ['hours', 1]],
  ['HALF_DAYS', ['hours', 12]],
  ['DAYS', ['days', 1]],
  ['WEEKS', ['weeks', 1]],
  ['MONTHS', ['months', 1]],
  ['YEARS', ['years', 1]],
  ['DECADES', ['years', 10]],
  ['CENTURIES', ['years', 100]],
  ['MILLENNIA', ['years', 1000]],
])

/**
 * Moves a date and writes it; see `date` for what a date is and how it is written. Days and longer keep the time on the clock,
 * hours and shorter count real time. Null stays null.
 *
 * @argument amount - how many units; negative to go back
 * @argument unit - NANOS, MICROS, MILLIS, SECONDS, MINUTES, HOURS, HALF_DAYS, DAYS, WEEKS, MONTHS, YEARS, DECADES, CENTURIES
 * @argument format - as for `date`
 * @argument timeZone - as for `date`
 * @argument existingFormat - as for `date`
 * @argument locale - as for `date`
 * @result text
 * @error EXPRESSION_ARGUMENT the amount or unit is missing or unfit
 * @error EXPRESSION_VALUE the date, format, zone or locale cannot be used
 * @example {{ '2024-01-31' | dateAdd(1, 'MONTHS', 'yyyy-MM-dd') }} → 2024-02-29
 */
export const dateAdd: Filter = {
  name: 'dateAdd',
  parameters: ['amount', 'unit', 'format', 'timeZone', 'existingFormat', 'locale'],
  apply(input, args, run) {
    if (input === null) return null
    const amount = requiredInteger(args, 0, 'dateAdd', 'amount')
    const unit = UNITS.get(requiredText(args, 1, 'dateAdd', 'unit'))
    if (unit === undefined) {
      const hint = `One of ${[...UNITS.keys()].join(', ')}.`
      throw new Fault('EXPRESSION_ARGUMENT', 'The argument `unit` of `dateAdd` is no unit of time', { hint })
    }
    const settings = dateSettings(args, 2, 'dateAdd', run)
    return toDateText(moved(toMoment(input, settings, 'dateAdd'), amount, unit), settings)
  },
}

function moved(moment: Moment, amount: number, [unit, factor]: readonly [Unit, number]): Moment {
  return { ...moment, time: withinCalendar(() => moment.time.add({ [unit]: amount * factor })) }
}
