/** A date as a condition reads it: as it stands in the text, in the zone that the text names. */
export interface GivenDate {
  /** `2026-01-31`. */
  readonly day: string
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
  readonly dayOfMonth: number
  readonly daysInMonth: number
  /** Milliseconds since the epoch; null for a date without a time. */
  readonly at: number | null
  /** Milliseconds since midnight, and those that its zone is ahead of UTC. */
  readonly time: GivenTime | null
}

/** A time of day with its offset from UTC, both in milliseconds. */
export interface GivenTime {
  readonly sinceMidnight: number
  readonly offset: number
}

const DAY_MS = 86_400_000
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const MOMENT = /^(\d{4}-\d{2}-\d{2})T([^Z+-]+)(Z|[+-]\d{2}:?\d{2})(?:\[[^\]]+\])?$/
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/

/** Reads an ISO date, or a date and time with its offset (a zone in brackets may follow); null when it is neither. */
export function readGivenDate(text: string): GivenDate | null {
  const trimmed = text.trim()
  const moment = MOMENT.exec(trimmed)
  const day = DATE.exec(moment?.[1] ?? trimmed)
  if (day === null) return null
  const [year, month, date] = [Number(day[1]), Number(day[2]), Number(day[3])]
  const midnight = Date.UTC(year, month - 1, date)
  const known = new Date(midnight)
  if (known.getUTCMonth() !== month - 1 || known.getUTCDate() !== date) return null
  const time = moment === null ? null : readGivenTime(`${moment[2]}${moment[3]}`)
  if (moment !== null && time === null) return null
  return {
    day: day[0],
    weekday: known.getUTCDay() === 0 ? 7 : known.getUTCDay(),
    dayOfMonth: date,
    daysInMonth: new Date(Date.UTC(year, month, 0)).getUTCDate(),
    at: time === null ? null : midnight + time.sinceMidnight - time.offset,
    time,
  }
}

/** Reads `09:00`, `09:00:00Z` or `09:00+02:00`; null when it is no time. Without an offset it counts as UTC. */
export function readGivenTime(text: string): GivenTime | null {
  const match = TIME.exec(text.trim())
  if (match === null) return null
  const [, hours, minutes, seconds = '0', fraction = '', offset = 'Z'] = match
  const sinceMidnight =
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds) * 1_000 +
    Number(fraction.padEnd(3, '0').slice(0, 3))
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59 || sinceMidnight >= DAY_MS) return null
  return { sinceMidnight, offset: offsetMs(offset) }
}

function offsetMs(text: string): number {
  if (text === 'Z') return 0
  const digits = text.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (text.startsWith('-') ? -minutes : minutes) * 60_000
}
