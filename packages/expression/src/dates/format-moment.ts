import { Temporal } from 'temporal-polyfill'
import type { Moment } from './moment.ts'
import {
  amPmName,
  dayPeriodName,
  eraName,
  monthName,
  type NameStyle,
  quarterName,
  weekdayName,
  zoneName,
} from './names.ts'
import { formatOffset, localizedOffset } from './offset-text.ts'
import type { PatternPart } from './pattern-letters.ts'
import { localDayOfWeek, weekOf, weekOfYear, weekRule } from './week-fields.ts'

type FieldPart = Extract<PatternPart, { kind: 'field' }>

/** A point in time written by a pattern, as Java's `DateTimeFormatter` does. */
export function formatMoment(parts: readonly PatternPart[], moment: Moment, locale: string): string {
  return parts.map((part) => formatPart(part, moment, locale)).join('')
}

function formatPart(part: PatternPart, moment: Moment, locale: string): string {
  if (part.kind === 'literal') return part.text
  if (part.kind === 'optional') return formatMoment(part.parts, moment, locale)
  return formatField(part, moment, locale).padStart(part.padding, ' ')
}

function formatField(part: FieldPart, moment: Moment, locale: string): string {
  const { letter, count } = part
  if ('uyDdFHkKhmsSAnN'.includes(letter)) return formatNumber(letter, count, moment.time)
  if ('YwWg'.includes(letter)) return formatWeekField(letter, count, moment.time, locale)
  if ('VvzOXxZ'.includes(letter)) return formatZone(letter, count, moment, locale)
  return formatText(letter, count, moment.time, locale)
}

function formatNumber(letter: string, count: number, time: Temporal.ZonedDateTime): string {
  switch (letter) {
    case 'u':
      return yearText(time.year, count)
    case 'y':
      return yearText(time.year > 0 ? time.year : 1 - time.year, count)
    case 'S':
      return String(nanoOfSecond(time)).padStart(9, '0').padEnd(count, '0').slice(0, count)
    default:
      return String(numberOf(letter, time)).padStart(count, '0')
  }
}

function numberOf(letter: string, time: Temporal.ZonedDateTime): number {
  switch (letter) {
    case 'D':
      return time.dayOfYear
    case 'd':
      return time.day
    case 'F':
      return Math.floor((time.day - 1) / 7) + 1
    case 'H':
      return time.hour
    case 'k':
      return time.hour === 0 ? 24 : time.hour
    case 'K':
      return time.hour % 12
    case 'h':
      return time.hour % 12 === 0 ? 12 : time.hour % 12
    case 'm':
      return time.minute
    case 's':
      return time.second
    case 'A':
      return Math.floor(nanoOfDay(time) / 1_000_000)
    case 'n':
      return nanoOfSecond(time)
    default:
      return nanoOfDay(time)
  }
}

/** Two letters give two digits; four or more put a plus before years that need more digits. */
function yearText(year: number, count: number): string {
  if (count === 2) return String(Math.abs(year) % 100).padStart(2, '0')
  const digits = String(Math.abs(year)).padStart(count, '0')
  if (year < 0) return `-${digits}`
  return count >= 4 && digits.length > count ? `+${digits}` : digits
}

function formatWeekField(letter: string, count: number, time: Temporal.ZonedDateTime, locale: string): string {
  const date = time.toPlainDate()
  if (letter === 'g') return String(modifiedJulianDay(time)).padStart(count, '0')
  const rule = weekRule(locale)
  if (letter === 'W') return String(weekOf(date, date.day, rule))
  const { week, year } = weekOfYear(date, rule)
  return letter === 'w' ? String(week).padStart(count, '0') : yearText(year, count)
}

function formatZone(letter: string, count: number, moment: Moment, locale: string): string {
  const { time, zone } = moment
  const seconds = time.offsetNanoseconds / 1_000_000_000
  switch (letter) {
    case 'V':
      return zone.id
    case 'z':
    case 'v':
      return /^[A-Z][a-z]/.test(zone.id) || zone.id === 'UTC'
        ? zoneName(time.epochMilliseconds, zone.calendarId, count === 4 ? 'long' : 'short', locale)
        : zone.id
    case 'O':
      return localizedOffset(seconds, count)
    default:
      return formatOffset(letter, count, seconds)
  }
}

function formatText(letter: string, count: number, time: Temporal.ZonedDateTime, locale: string): string {
  const style: NameStyle = count === 4 ? 'long' : count === 5 ? 'narrow' : 'short'
  const alone = 'Lqc'.includes(letter)
  switch (letter) {
    case 'M':
    case 'L':
      return count < 3 ? String(time.month).padStart(count, '0') : monthName(time.month, style, locale, alone)
    case 'Q':
    case 'q': {
      const quarter = Math.floor((time.month - 1) / 3) + 1
      return count < 3 ? String(quarter).padStart(count, '0') : quarterName(quarter, style)
    }
    case 'E':
      return weekdayName(time.dayOfWeek, style, locale, false)
    case 'e':
    case 'c':
      if (count > 2) return weekdayName(time.dayOfWeek, style, locale, alone)
      return String(localDayOfWeek(time.toPlainDate(), weekRule(locale))).padStart(count, '0')
    case 'a':
      return amPmName(time.hour, locale)
    case 'B':
      return dayPeriodName(time.hour, time.minute, style, locale)
    default:
      return eraName(time.year, style, locale)
  }
}

/** Days since the 17th of November 1858, by the local date. */
function modifiedJulianDay(time: Temporal.ZonedDateTime): number {
  return new Temporal.PlainDate(1858, 11, 17).until(time.toPlainDate()).days
}

/** Nanoseconds of the second, from 0. */
export function nanoOfSecond(time: Temporal.ZonedDateTime): number {
  return time.millisecond * 1_000_000 + time.microsecond * 1000 + time.nanosecond
}

function nanoOfDay(time: Temporal.ZonedDateTime): number {
  return ((time.hour * 60 + time.minute) * 60 + time.second) * 1_000_000_000 + nanoOfSecond(time)
}
