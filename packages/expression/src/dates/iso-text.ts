import { Temporal } from 'temporal-polyfill'
import { dateFault } from './date-fault.ts'
import { type Moment, momentOf } from './moment.ts'
import { parseZone, type Zone } from './zone.ts'

const DATE = String.raw`([+-]?\d{4,9})-(\d{2})-(\d{2})`
const TIME = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?`
const OFFSET = String.raw`(z|[+-]\d{2}(?::\d{2}(?::\d{2})?)?)`
const TEXT = new RegExp(`^${DATE}(?:t${TIME}(?:${OFFSET}(?:\\[([^\\]]+)\\])?)?)?$`, 'i')

/** What an ISO text says: always a date, sometimes a time, sometimes an offset and a zone. */
export interface IsoText {
  readonly date: Temporal.PlainDate
  readonly time: Temporal.PlainTime | null
  readonly offset: string | null
  readonly zone: string | null
}

/**
 * Reads an ISO date, date with time, or date with time and offset; null for other texts.
 *
 * @throws Fault with `EXPRESSION_VALUE` for a date that does not exist
 */
export function readIsoText(text: string): IsoText | null {
  const match = TEXT.exec(text)
  if (match === null) return null
  const [, year = '', month = '', day = '', hour, minute = '', second = '00', fraction = '', offset, zone] = match
  const nanoseconds = Number(fraction.padEnd(9, '0'))
  return existing(text, () => ({
    date: Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ),
    time: hour === undefined ? null : timeOf(Number(hour), Number(minute), Number(second), nanoseconds),
    offset: offset?.toUpperCase() ?? null,
    zone: zone ?? null,
  }))
}

/**
 * The point in time that an ISO text means: its own offset or zone counts; a text without one is meant in `zone`, a date alone at
 * midnight.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function momentOfIsoText(text: string, zone: Zone): Moment {
  const iso = readIsoText(text)
  if (iso === null) {
    const hint = 'Write it as `2024-01-31T10:00:00Z`, or give `existingFormat`.'
    throw dateFault(`The text \`${shortened(text)}\` is no date`, hint)
  }
  const local = iso.date.toPlainDateTime(iso.time ?? Temporal.PlainTime.from('00:00'))
  if (iso.offset === null) return momentOf(local, zone)
  const byOffset = momentOf(local, parseZone(iso.offset))
  // As in Java, the offset decides which point in time it is, and the zone how it looks.
  return iso.zone === null ? byOffset : { time: byOffset.time, zone: parseZone(iso.zone) }
}

/** A text for a message; texts may be secret or long. */
export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function timeOf(hour: number, minute: number, second: number, nanoseconds: number): Temporal.PlainTime {
  const fields = { hour, minute, second, nanosecond: nanoseconds % 1000 }
  const rest = { microsecond: Math.floor(nanoseconds / 1000) % 1000, millisecond: Math.floor(nanoseconds / 1_000_000) }
  return Temporal.PlainTime.from({ ...fields, ...rest }, { overflow: 'reject' })
}

function existing<T>(text: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof RangeError) throw dateFault(`The date \`${shortened(text)}\` does not exist`)
    throw error
  }
}
