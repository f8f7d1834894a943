import type { Temporal } from 'temporal-polyfill'

/** How a language counts weeks. */
export interface WeekRule {
  /** 1 is Monday, 7 Sunday. */
  readonly firstDay: number
  /** Days of the new year that the first week needs. */
  readonly minimalDays: number
}

export const ISO_WEEKS: WeekRule = { firstDay: 1, minimalDays: 4 }
const US_WEEKS: WeekRule = { firstDay: 7, minimalDays: 1 }
/** Territories with weeks as in ISO 8601; elsewhere the first of January is in the first week. */
const ISO_TERRITORIES = new Set(
  'AD AN AT AX BE BG CH CZ DE DK EE ES FI FJ FO FR GB GF GG GI GP GR HU IE IM IS IT JE LI LT LU MC MQ NL NO PL RE RU SE SJ SK SM VA'.split(
    ' ',
  ),
)

/** How the country of a locale counts weeks. */
export function weekRule(locale: string): WeekRule {
  const { region } = new Intl.Locale(locale).maximize()
  if (region === undefined) return US_WEEKS
  // `getWeekInfo` is newer than TypeScript's library.
  const info = (new Intl.Locale(locale) as { getWeekInfo?: () => { firstDay: number } }).getWeekInfo?.()
  return { firstDay: info?.firstDay ?? (region === 'US' ? 7 : 1), minimalDays: ISO_TERRITORIES.has(region) ? 4 : 1 }
}

/** The day of the week counted from the rule's first day, from 1. */
export function localDayOfWeek(date: Temporal.PlainDate, rule: WeekRule): number {
  return ((date.dayOfWeek - rule.firstDay + 7) % 7) + 1
}

/** The week of the month or year in which a date lies. Days before the first week are in week 0. */
export function weekOf(date: Temporal.PlainDate, day: number, rule: WeekRule): number {
  return weekNumber(startOfWeekOffset(day, localDayOfWeek(date, rule), rule), day)
}

function weekNumber(offset: number, day: number): number {
  return Math.floor((7 + offset + (day - 1)) / 7)
}

/** The week and the year it belongs to: days at either end of a year may belong to the next or last one. */
export function weekOfYear(date: Temporal.PlainDate, rule: WeekRule): { readonly week: number; readonly year: number } {
  const week = weekOf(date, date.dayOfYear, rule)
  if (week === 0) {
    const last = date.subtract({ years: 1 }).with({ month: 12, day: 31 })
    return { week: weekOf(last, last.dayOfYear, rule), year: date.year - 1 }
  }
  const offset = startOfWeekOffset(date.dayOfYear, localDayOfWeek(date, rule), rule)
  const firstOfNextYear = weekNumber(offset, date.daysInYear + rule.minimalDays)
  return week >= firstOfNextYear ? { week: week - firstOfNextYear + 1, year: date.year + 1 } : { week, year: date.year }
}

/** How far the first full week lies behind the first day, negative when days before it belong to the first week. */
function startOfWeekOffset(day: number, dayOfWeek: number, rule: WeekRule): number {
  const weekStart = (((day - dayOfWeek) % 7) + 7) % 7
  return weekStart + 1 > rule.minimalDays ? 7 - weekStart : -weekStart
}
