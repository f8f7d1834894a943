import type { Temporal } from 'temporal-polyfill'
import { formatMoment, nanoOfSecond } from './format-moment.ts'
import { readIsoText } from './iso-text.ts'
import { inZone, type Moment, momentAt, momentOf } from './moment.ts'
import { formatOffset } from './offset-text.ts'
import { momentOfFields, type ParsedFields } from './parsed-fields.ts'
import { parseDatePattern } from './pattern-letters.ts'
import { ISO_WEEKS, weekOfYear } from './week-fields.ts'
import { parseZone, UTC, type Zone } from './zone.ts'

/** A format that is known by a name. */
export interface NamedFormat {
  format(moment: Moment): string
  /** The point in time that a text means; null when it does not fit. */
  parse(text: string, zone: Zone): Moment | null
}

/** Formats that are patterns; the pattern is all there is to know. */
export const PATTERN_FORMATS: ReadonlyMap<string, string> = new Map([
  ['iso', "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX"],
  ['iso_sec', "yyyy-MM-dd'T'HH:mm:ssXXX"],
  ['sql', 'yyyy-MM-dd HH:mm:ss.SSSSSS'],
])

/** Formats of Java whose parts depend on the value: seconds, fractions and zones only where they are. */
export const NAMED_FORMATS: ReadonlyMap<string, NamedFormat> = new Map([
  ['iso_date_time', iso((moment) => localDateTime(moment) + offset(moment) + region(moment))],
  ['iso_zoned_date_time', iso((moment) => localDateTime(moment) + offset(moment) + region(moment))],
  ['iso_local_date_time', iso(localDateTime)],
  ['iso_date', { format: (moment) => localDate(moment) + offset(moment), parse: parseIsoDate }],
  ['iso_local_date', iso(localDate)],
  ['iso_instant', iso((moment) => `${localDateTime(inZone(moment, UTC))}Z`)],
  ['iso_time', timeOnly((moment) => localTime(moment) + offset(moment))],
  ['iso_local_time', timeOnly(localTime)],
  ['iso_offset_time', timeOnly((moment) => localTime(moment) + offset(moment))],
  ['iso_ordinal_date', { format: ordinalDate, parse: parseOrdinalDate }],
  ['iso_week_date', { format: weekDate, parse: parseWeekDate }],
  ['rfc_1123_date_time', { format: rfc1123, parse: parseRfc1123 }],
])

/** Formats whose texts all are ISO texts. */
function iso(format: (moment: Moment) => string): NamedFormat {
  return { format, parse: parseIso }
}

/** A time alone says no date, so that no point in time can be read from it. */
function timeOnly(format: (moment: Moment) => string): NamedFormat {
  return { format, parse: () => null }
}

function parseIso(text: string, zone: Zone): Moment | null {
  const read = readIsoText(text)
  if (read === null) return null
  const local = read.date.toPlainDateTime(read.time ?? undefined)
  if (read.offset === null) return momentOf(local, zone)
  const moment = momentOf(local, parseZone(read.offset))
  return read.zone === null ? moment : inZone(moment, parseZone(read.zone))
}

/** The offset of a date alone says nothing about its start. */
function parseIsoDate(text: string, zone: Zone): Moment | null {
  return parseIso(text.replace(/^([+-]?\d{4,9}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/, '$1'), zone)
}

function localDate({ time }: Moment): string {
  return time.toPlainDate().toString()
}

/** Seconds always, a fraction as long as it needs to be. */
function localTime({ time }: Moment): string {
  const fraction = String(nanoOfSecond(time)).padStart(9, '0').replace(/0+$/, '')
  return [time.hour, time.minute, time.second].map(twoDigits).join(':') + (fraction === '' ? '' : `.${fraction}`)
}

function localDateTime(moment: Moment): string {
  return `${localDate(moment)}T${localTime(moment)}`
}

function offset({ time }: Moment): string {
  return formatOffset('X', 5, offsetSeconds(time))
}

/** The name of the zone in brackets, unless the zone is nothing but an offset. */
function region({ zone }: Moment): string {
  return zone.id === 'Z' || /^[+-]/.test(zone.id) ? '' : `[${zone.id}]`
}

function ordinalDate(moment: Moment): string {
  const { time } = moment
  return `${String(time.year).padStart(4, '0')}-${String(time.dayOfYear).padStart(3, '0')}${offset(moment)}`
}

function parseOrdinalDate(text: string, zone: Zone): Moment | null {
  const [, year, day, own] = /^(\d{4})-(\d{3})(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? []
  return year === undefined ? null : fromFields({ year: Number(year), dayOfYear: Number(day) }, own, zone)
}

function weekDate(moment: Moment): string {
  const date = moment.time.toPlainDate()
  const { week, year } = weekOfYear(date, ISO_WEEKS)
  return `${String(year).padStart(4, '0')}-W${twoDigits(week)}-${date.dayOfWeek}${offset(moment)}`
}

function parseWeekDate(text: string, zone: Zone): Moment | null {
  const [, year, week, day, own] = /^(\d{4})-W(\d{2})-(\d)(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? []
  return year === undefined
    ? null
    : fromFields({ weekYear: Number(year), week: Number(week), dayOfWeek: Number(day) }, own, zone)
}

const RFC_1123_START = parseDatePattern('EEE, d MMM yyyy HH:mm:ss ')
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const RFC_1123 = /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? (GMT|[+-]\d{4})$/

/** Always in English. */
function rfc1123(moment: Moment): string {
  const seconds = offsetSeconds(moment.time)
  return formatMoment(RFC_1123_START, moment, 'en-US') + (seconds === 0 ? 'GMT' : formatOffset('x', 2, seconds))
}

function parseRfc1123(text: string, zone: Zone): Moment | null {
  const [, day, monthName, year, hour, minute, second, own] = RFC_1123.exec(text) ?? []
  const month = MONTHS.findIndex((name) => name.toLowerCase() === monthName?.toLowerCase()) + 1
  if (year === undefined || month === 0) return null
  const time = { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) }
  return fromFields({ year: Number(year), month, day: Number(day), ...time }, own === 'GMT' ? 'Z' : own, zone)
}

function fromFields(fields: ParsedFields, offsetText: string | undefined, zone: Zone): Moment | null {
  return momentOfFields(offsetText === undefined ? fields : { ...fields, offset: offsetText }, zone, ISO_WEEKS)
}

function offsetSeconds(time: Temporal.ZonedDateTime): number {
  return time.offsetNanoseconds / 1_000_000_000
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** The point in time of so many seconds since the epoch. */
export function momentOfSeconds(seconds: number | bigint, zone: Zone): Moment {
  return momentAt(BigInt(seconds) * 1_000_000_000n, zone)
}
