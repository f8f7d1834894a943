const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * A span as people say it: the two largest units that count ("2 d 4 h", "3 min 20 s"), tenths below ten seconds, whole
 * milliseconds below one. `ms` is never negative; a clock that ran backwards counts as zero.
 */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms)
  if (span < 1) return span === 0 ? '0 s' : '< 1 ms'
  if (span < SECOND) return `${Math.round(span)} ms`
  if (span < 9_950) return `${(span / SECOND).toFixed(1)} s`
  const seconds = Math.round(span / SECOND)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(span / MINUTE)
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(span / HOUR)
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function pair(major: number, majorUnit: string, minor: number, minorUnit: string): string {
  return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`
}

const ISO_DURATION =
  /^(-)?P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Milliseconds of an ISO 8601 duration of weeks to seconds, such as `PT1.5S`; null for anything else. */
export function parseIsoDuration(text: string): number | null {
  const match = ISO_DURATION.exec(text)
  if (match === null || /^-?P$|T$/.test(text)) return null
  const [, sign, weeks, days, hours, minutes, seconds] = match
  const ms =
    Number(weeks ?? 0) * 7 * DAY +
    Number(days ?? 0) * DAY +
    Number(hours ?? 0) * HOUR +
    Number(minutes ?? 0) * MINUTE +
    Number(seconds ?? 0) * SECOND
  return sign === undefined ? ms : -ms
}

const SPOKEN_PART =
  /(\d+(?:\.\d+)?)\s*(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|sec|s)\b\s*,?\s*/y

/**
 * Turns a duration as people write it ("2 d 4 h", "90 min", "1.5h") into ISO 8601. A text that is ISO already comes back
 * as it is, and so does one that is neither: the server then says what is wrong with it.
 */
export function toIsoDuration(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '' || /^-?p/i.test(trimmed)) return trimmed.toUpperCase()
  const amounts: Record<'W' | 'D' | 'H' | 'M' | 'S', string> = { W: '', D: '', H: '', M: '', S: '' }
  const lower = trimmed.toLowerCase()
  SPOKEN_PART.lastIndex = 0
  while (SPOKEN_PART.lastIndex < lower.length) {
    const match = SPOKEN_PART.exec(lower)
    const unit = match?.[2]?.charAt(0)
    const amount = match?.[1]
    if (unit === undefined || amount === undefined) return trimmed
    amounts[unit === 'w' ? 'W' : unit === 'd' ? 'D' : unit === 'h' ? 'H' : unit === 'm' ? 'M' : 'S'] = amount
  }
  const date = part(amounts.W, 'W') + part(amounts.D, 'D')
  const time = part(amounts.H, 'H') + part(amounts.M, 'M') + part(amounts.S, 'S')
  return `P${date}${time === '' ? '' : `T${time}`}`
}

function part(amount: string, unit: string): string {
  return amount === '' ? '' : `${amount}${unit}`
}
