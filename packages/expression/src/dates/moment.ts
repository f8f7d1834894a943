import { Temporal } from 'temporal-polyfill'
import { withinCalendar } from './date-fault.ts'
import type { Zone } from './zone.ts'

/** A point in time, seen in a zone. */
export interface Moment {
  readonly time: Temporal.ZonedDateTime
  readonly zone: Zone
}

/** The point in time of so many nanoseconds since the epoch. */
export function momentAt(nanoseconds: bigint, zone: Zone): Moment {
  return { time: withinCalendar(() => new Temporal.ZonedDateTime(nanoseconds, zone.calendarId)), zone }
}

/** What the clock on the wall shows in a zone. In a gap of the clock the time after it, in an overlap the earlier one. */
export function momentOf(local: Temporal.PlainDateTime, zone: Zone): Moment {
  return { time: withinCalendar(() => local.toZonedDateTime(zone.calendarId, { disambiguation: 'compatible' })), zone }
}

/** The same point in time in another zone. */
export function inZone(moment: Moment, zone: Zone): Moment {
  return { time: withinCalendar(() => moment.time.withTimeZone(zone.calendarId)), zone }
}
