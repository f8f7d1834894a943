import { ZONE_ABBREVIATIONS } from './zone-abbreviations.ts'

/** How long a name is written. */
export type NameStyle = 'short' | 'long' | 'narrow'

/** A Monday, so that day 1 to 7 of the week are its days 1 to 7. */
const FIRST_MONDAY = Date.UTC(2001, 0, 1)
const DAY_MS = 86_400_000

/** What belongs to the name of a month in languages that count them; the platform takes it for text between. */
const MONTH_SIGNS: ReadonlyMap<string, string> = new Map([
  ['ja', '月'],
  ['zh', '月'],
  ['ko', '월'],
])

/** The name of a month, from 1. Within a date, languages such as Russian use another form than alone. */
export function monthName(month: number, style: NameStyle, locale: string, alone: boolean): string {
  const date = Date.UTC(2001, month - 1, 1)
  const around: Intl.DateTimeFormatOptions = alone ? {} : { day: 'numeric', weekday: style }
  const name = part(date, locale, { month: style, ...around }, 'month')
  const sign = MONTH_SIGNS.get(locale.slice(0, 2))
  return sign !== undefined && /^\d+$/.test(name) && style !== 'narrow' ? name + sign : name
}

/** The name of a day of the week, from Monday as 1. */
export function weekdayName(day: number, style: NameStyle, locale: string, alone: boolean): string {
  const around: Intl.DateTimeFormatOptions = alone ? {} : { day: 'numeric', month: style }
  return part(FIRST_MONDAY + (day - 1) * DAY_MS, locale, { weekday: style, ...around }, 'weekday')
}

export function amPmName(hour: number, locale: string): string {
  return part(hour * 3_600_000, locale, { hour: 'numeric', hour12: true }, 'dayPeriod')
}

/** `in the morning`, `noon` and the like. */
export function dayPeriodName(hour: number, minute: number, style: NameStyle, locale: string): string {
  return part(
    hour * 3_600_000 + minute * 60_000,
    locale,
    { hour: 'numeric', hour12: true, dayPeriod: style },
    'dayPeriod',
  )
}

export function eraName(year: number, style: NameStyle, locale: string): string {
  return part(Date.UTC(year > 0 ? 2000 : -100, 0, 1), locale, { year: 'numeric', era: style }, 'era')
}

/** Quarters have no names in the platform; English ones are what Java gives for most languages. */
export function quarterName(quarter: number, style: NameStyle): string {
  if (style === 'narrow') return String(quarter)
  const ordinal = ['1st', '2nd', '3rd', '4th'][quarter - 1] ?? ''
  return style === 'short' ? `Q${quarter}` : `${ordinal} quarter`
}

/** Languages whose data know abbreviations for the zones of their parts of the world. */
const ABBREVIATING = ['en-US', 'en-GB', 'en-AU', 'ja-JP', 'en-IN', 'en-ZA']

/** The name of a zone at a point in time: `CET`, `Central European Standard Time`. */
export function zoneName(epochMs: number, timeZone: string, style: 'short' | 'long', locale: string): string {
  const own = part(epochMs, locale, { timeZone, timeZoneName: style }, 'timeZoneName')
  if (style === 'long' || !/^(?:GMT|UTC)[+-]/.test(own)) return own
  for (const other of ABBREVIATING) {
    const name = part(epochMs, other, { timeZone, timeZoneName: style }, 'timeZoneName')
    if (!/^(?:GMT|UTC)[+-]/.test(name)) return name
  }
  const english = part(epochMs, 'en-US', { timeZone, timeZoneName: 'long' }, 'timeZoneName')
  return ZONE_ABBREVIATIONS.get(english) ?? own
}

function part(
  epochMs: number,
  locale: string,
  options: Intl.DateTimeFormatOptions,
  type: Intl.DateTimeFormatPartTypes,
): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).formatToParts(epochMs)
  return parts.find((candidate) => candidate.type === type)?.value ?? ''
}
