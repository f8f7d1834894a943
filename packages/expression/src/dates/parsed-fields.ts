import { Temporal } from 'temporal-polyfill'
import { type Moment, momentOf } from './moment.ts'
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
export function momentOfFields(fields: ParsedFields, zone: Zone): Moment | null {
  const date = dateOf(fields)
  if (date === null) return null
  const time = timeOf(fields)
  if (time === null) return null
  const local = date.toPlainDateTime(time)
  if (fields.offset === undefined && fields.zone === undefined) return momentOf(local, zone)
  const own = parseZone(fields.zone ?? fields.offset ?? 'Z')
  if (fields.offset === undefined) return momentOf(local, own)
  return { time: momentOf(local, parseZone(fields.offset)).time, zone: own }
}

function dateOf(fields: ParsedFields): Temporal.PlainDate | null {
  const year = fields.year ?? yearOfEra(fields)
  const date = year === undefined ? weekDate(fields) : calendarDate(year, fields)
  if (date === null) return null
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

/** A date by its ISO week. */
function weekDate({ weekYear, week, dayOfWeek }: ParsedFields): Temporal.PlainDate | null {
  if (weekYear === undefined || week === undefined || dayOfWeek === undefined) return null
  return valid(() => {
    const fourth = new Temporal.PlainDate(weekYear, 1, 4)
    return fourth.add({ days: (week - 1) * 7 + dayOfWeek - fourth.dayOfWeek })
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
