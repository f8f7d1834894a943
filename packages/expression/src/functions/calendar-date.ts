import type { Temporal } from 'temporal-polyfill'
import { dateFault } from '../dates/date-fault.ts'
import { type IsoText, readIsoText, shortened } from '../dates/iso-text.ts'
import type { ArgumentValues } from '../filters/filter.ts'
import type { Run } from '../runtime/run.ts'
import { given, unfit } from './function-arguments.ts'

/** Days of the week as Java names them, Monday first. */
export const WEEKDAYS: readonly string[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
]

/** The argument `date`: an ISO date with or without a time. Its own offset counts, nothing is converted. */
export function dateArgument(args: ArgumentValues, name: string, run: Run): IsoText {
  const value = given(args, 0, name, 'date')
  if (value === null) throw unfit(name, 'date', 'a date', value)
  const text = run.text(value)
  const read = readIsoText(text)
  if (read === null) throw dateFault(`The text \`${shortened(text)}\` is no ISO date`)
  return read
}

/** The argument `date` without its time. */
export function dayArgument(args: ArgumentValues, name: string, run: Run): Temporal.PlainDate {
  return dateArgument(args, name, run).date
}

/** The number of a day of the week by its name, Monday as 1; null for other texts. */
export function weekdayNumber(name: string): number | null {
  const index = WEEKDAYS.indexOf(name.toUpperCase())
  return index === -1 ? null : index + 1
}
