const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Largest unit first; `singular` is what one of it is called, `short` what dense tables print. */
const UNITS = [
  { ms: 365 * DAY, singular: 'year', short: 'y' },
  { ms: 30 * DAY, singular: 'month', short: 'mo' },
  { ms: DAY, singular: 'day', short: 'd' },
  { ms: HOUR, singular: 'hour', short: 'h' },
  { ms: MINUTE, singular: 'minute', short: 'min' },
] as const

/** How wordy a relative time is: `long` in sentences ("3 minutes ago"), `short` in tables ("3 min ago"). */
export type RelativeStyle = 'long' | 'short'

/**
 * A time as people say it, relative to `now`. Both are milliseconds since the epoch. Less than 45 seconds either way is
 * "just now", so that clocks that differ a little never print the future.
 */
export function formatRelative(at: number, now: number, style: RelativeStyle = 'long'): string {
  const distance = Math.abs(now - at)
  if (distance < 45 * SECOND) return 'just now'
  const unit = UNITS.find(({ ms }) => distance >= ms * 0.95) ?? UNITS[UNITS.length - 1]
  if (unit === undefined) return 'just now'
  const count = Math.max(1, Math.round(distance / unit.ms))
  const amount = style === 'short' ? `${count} ${unit.short}` : `${count} ${unit.singular}${count === 1 ? '' : 's'}`
  return at <= now ? `${amount} ago` : `in ${amount}`
}

/** The exact time in the reader's zone, with the zone's name: what stands on hover over a relative time. */
export function formatExact(at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at)
}

/** A calendar day (`2026-12-21`) with its weekday, in no zone at all; null for a text that is none. */
export function formatDay(text: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at)) return null
  const format = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat('en-GB', format).format(at)
}

/** Time of day with milliseconds, for log lines. */
export function formatClock(at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at)
}

/** Milliseconds since the epoch of an instant as the API writes it; null for a text that is none. */
export function parseInstant(text: string | undefined | null): number | null {
  if (text === undefined || text === null) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
