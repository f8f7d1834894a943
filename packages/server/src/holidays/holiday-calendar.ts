import type { HolidayCalendar } from '@countersign/engine'
import type Holidays from 'date-holidays'

const HOUR_MS = 3_600_000

/** The rules of a country or a part of it; null when there are none. */
type Rules = Holidays | null

/** The calendar of the `date-holidays` package, which is loaded when somebody asks for the first time. */
export function createHolidayCalendar(): HolidayCalendar {
  const known = new Map<string, Rules>()
  return {
    async isHoliday(day, country, subdivision) {
      const place = `${country}-${subdivision ?? ''}`.toUpperCase()
      const rules = known.get(place) ?? (await open(country.toUpperCase(), subdivision?.toUpperCase() ?? ''))
      known.set(place, rules)
      return rules === null ? null : isHoliday(rules, day)
    },
  }
}

async function open(country: string, subdivision: string): Promise<Rules> {
  const { default: Calendar } = await import('date-holidays')
  const countries = new Calendar()
  if (!Object.hasOwn(countries.getCountries(), country)) return null
  // Both `BY` and `DE-BY` name Bavaria.
  const part = subdivision.startsWith(`${country}-`) ? subdivision.slice(country.length + 1) : subdivision
  if (part === '') return new Calendar(country)
  return Object.hasOwn(countries.getStates(country) ?? {}, part) ? new Calendar(country, part) : null
}

/** A day counts when its noon is in a holiday: some begin in the evening before. */
function isHoliday(rules: Holidays, day: string): boolean {
  const noon = Date.parse(`${day}T12:00:00Z`)
  const year = Number(day.slice(0, 4))
  return [year - 1, year].some((of) =>
    rules.getHolidays(of).some(({ type, date, start, end }) => {
      if (type !== 'public') return false
      // In the country's own time, of which only the length is measured.
      const from = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`)
      const length = Math.round((end.getTime() - start.getTime()) / HOUR_MS) * HOUR_MS
      return noon >= from && noon < from + length
    }),
  )
}
