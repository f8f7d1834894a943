/** Texts of dates and times, read by the rules of ISO-8601 that Java applies. No zones but offsets, no calendar but ours. */

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
const TIME = /^([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?$/
const OFFSET = /(Z|[-+][0-9]{2}(?::?[0-9]{2})?)$/i

/** `text` when it is a date that exists, such as `2024-02-29`; else null. */
export function parseDate(text: string): string | null {
  const match = DATE.exec(text)
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1) return null
  return day <= daysInMonth(year, month) ? text : null
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** A time of day with its seconds written, such as `03:04:00` for `03:04`; null when it is none. */
export function parseTime(text: string): string | null {
  const parts = timeParts(text)
  if (parts === null) return null
  const fraction = parts.fraction.replace(/0+$/, '')
  return fraction === '' ? parts.time : `${parts.time}.${fraction}`
}

function timeParts(text: string): { readonly time: string; readonly fraction: string } | null {
  const match = TIME.exec(text)
  if (match === null) return null
  const [, hour = '', minute = '', second = '00', fraction = ''] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return { time: `${hour}:${minute}:${second}`, fraction }
}

/** An instant, exact to the nanosecond. */
export interface Instant {
  readonly ms: number
  /** Nanoseconds beyond the whole second, 0 to 999,999,999. */
  readonly nanos: number
}

/** Reads a date and time that names its offset, such as `2024-01-02T03:04:05Z` or `…+02:00`; null when it is none. */
export function parseInstant(text: string): Instant | null {
  const offset = OFFSET.exec(text)
  const separator = text.search(/T/i)
  if (offset === null || separator < 0) return null
  const date = parseDate(text.slice(0, separator))
  const parts = timeParts(text.slice(separator + 1, offset.index))
  const shift = offsetMinutes(offset[1] ?? '')
  if (date === null || parts === null || shift === null) return null
  return {
    ms: Date.parse(`${date}T${parts.time}Z`) - shift * 60_000,
    nanos: Number(parts.fraction.padEnd(9, '0')),
  }
}

function offsetMinutes(offset: string): number | null {
  if (offset.toUpperCase() === 'Z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(3).replace(':', '') || 0)
  if (hours > 18 || minutes > 59) return null
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** Writes an instant in UTC with six digits of a second, such as `2024-01-02T03:04:05.000000Z`. */
export function formatSixDigits(instant: Instant): string {
  return `${secondsText(instant)}.${String(instant.nanos).padStart(9, '0').slice(0, 6)}Z`
}

/** Writes an instant in UTC with none, three, six or nine digits of a second, as few as keep it exact. */
export function formatShortest(instant: Instant): string {
  if (instant.nanos === 0) return `${secondsText(instant)}Z`
  const digits = String(instant.nanos).padStart(9, '0')
  const length = digits.endsWith('000000') ? 3 : digits.endsWith('000') ? 6 : 9
  return `${secondsText(instant)}.${digits.slice(0, length)}Z`
}

function secondsText(instant: Instant): string {
  return new Date(instant.ms).toISOString().slice(0, 19)
}
