import { Temporal } from 'temporal-polyfill'
import { type Moment, momentOf } from './moment.ts'
import { localDayOfWeek, type WeekRule, weekOfYear } from './week-fields.ts'
import { parseZone, type Zone } from './zone.ts'

/** What was read out of a text by a pattern, by field. */
export interface ParsedFields {
  year?: number
  yearOfEra?: number
  era?: number
  month?: number
  day?: number
  dayOfYear?: number
  dayOfWeek?: number
  /** Day of the week counted from the first day that the language has. */
  localDayOfWeek?: number
  hour?: number
  hourOfHalfDay?: number
  halfDay?: number
  minute?: number
  second?: number
  nanosecond?: number
  weekYear?: number
  week?: number
  zone?: string
  offset?: string
}

/**
 * The point in time that fields mean: with an offset or zone of their own, else in `zone`; a date alone at midnight. Null when
 * there is no complete date, or when fields contradict each other.
 */
export function momentOfFields(fields: ParsedFields, zone: Zone, weeks: WeekRule): Moment | null {
  const date = dateOf(fields, weeks)
  if (date === null) return null
  const time = timeOf(fields)
  if (time === null) return null
  const local = date.toPlainDateTime(time)
  if (fields.offset === undefined && fields.zone === undefined) return momentOf(local, zone)
  const own = parseZone(fields.zone ?? fields.offset ?? 'Z')
  if (fields.offset === undefined) return momentOf(local, own)
  return { time: momentOf(local, parseZone(fields.offset)).time, zone: own }
}

function dateOf(fields: ParsedFields, weeks: WeekRule): Temporal.PlainDate | null {
  const year = fields.year ?? yearOfEra(fields)
  const date = year === undefined ? weekDate(fields, weeks) : calendarDate(year, fields)
  if (date === null) return null
  const local = fields.localDayOfWeek
  if (local !== undefined && local !== localDayOfWeek(date, weeks)) return null
  return fields.dayOfWeek === undefined || fields.dayOfWeek === date.dayOfWeek ? date : null
}

function yearOfEra({ yearOfEra: year, era }: ParsedFields): number | undefined {
  return year !== undefined && era === 0 ? 1 - year : year
}

function calendarDate(year: number, { month, day, dayOfYear }: ParsedFields): Temporal.PlainDate | null {
  if (dayOfYear !== undefined) {
    return valid(() => {
      const first = new Temporal.PlainDate(year, 1, 1)
      return dayOfYear >= 1 && dayOfYear <= first.daysInYear ? first.add({ days: dayOfYear - 1 }) : null
    })
  }
  if (month === undefined || day === undefined) return null
  return valid(() => {
    // Java takes the 30th and 31st of a shorter month for its last day, but not the 32nd.
    if (day > 31) throw new RangeError()
    const last = new Temporal.PlainDate(year, month, 1).daysInMonth
    return Temporal.PlainDate.from({ year, month, day: Math.min(day, last) }, { overflow: 'reject' })
  })
}

/** A date by its week and day of the week. */
function weekDate(fields: ParsedFields, weeks: WeekRule): Temporal.PlainDate | null {
  const { weekYear, week, dayOfWeek } = fields
  const day =
    fields.localDayOfWeek ?? (dayOfWeek === undefined ? undefined : ((dayOfWeek - weeks.firstDay + 7) % 7) + 1)
  if (weekYear === undefined || week === undefined || day === undefined || day > 7) return null
  return valid(() => {
    const first = new Temporal.PlainDate(weekYear, 1, 1)
    const before = localDayOfWeek(first, weeks) - 1
    const offset = 7 - before >= weeks.minimalDays ? -before : 7 - before
    const date = first.add({ days: offset + (week - 1) * 7 + day - 1 })
    // Weeks that the year does not have are in another one.
    return weekOfYear(date, weeks).year === weekYear ? date : null
  })
}

function timeOf(fields: ParsedFields): Temporal.PlainTime | null {
  const hour = fields.hour ?? halfDayHour(fields)
  if (hour === null) return null
  const nanoseconds = fields.nanosecond ?? 0
  return valid(() =>
    Temporal.PlainTime.from(
      {
        hour,
        minute: fields.minute ?? 0,
        second: fields.second ?? 0,
        millisecond: Math.floor(nanoseconds / 1_000_000),
        microsecond: Math.floor(nanoseconds / 1000) % 1000,
        nanosecond: nanoseconds % 1000,
      },
      { overflow: 'reject' },
    ),
  )
}

/** Without any hour midnight; an hour of 12 without its half of the day is not enough. */
function halfDayHour({ hourOfHalfDay, halfDay }: ParsedFields): number | null {
  if (hourOfHalfDay === undefined) return 0
  return halfDay === undefined ? null : halfDay * 12 + hourOfHalfDay
}

function valid<T>(make: () => T | null): T | null {
  try {
    return make()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
