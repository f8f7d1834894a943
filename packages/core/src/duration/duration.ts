/**
 * An ISO-8601 duration of days and smaller, as Java's `Duration` has it: exact to the nanosecond. `nanos` is 0 to
 * 999,999,999 also when the whole is negative, so that -0.5 s is `{ seconds: -1, nanos: 500_000_000 }`.
 */
export interface Duration {
  readonly seconds: number
  readonly nanos: number
}

const FORM =
  /^([-+]?)P(?:([-+]?[0-9]+)D)?(T(?:([-+]?[0-9]+)H)?(?:([-+]?[0-9]+)M)?(?:([-+]?[0-9]+)(?:[.,]([0-9]{0,9}))?S)?)?$/i

const SECONDS = /^[-+]?[0-9]+(?:\.[0-9]{0,9})?$/

/**
 * Reads a duration exactly, such as `PT1H30M`, `P1D`, `PT0.5S` or `-PT5S`; null when it is none. Years, months and weeks are not
 * durations here, as in Kestra: their length varies, or `P7D` says it.
 *
 * @example readDuration('PT1M30S') // { seconds: 90, nanos: 0 }
 */
export function readDuration(text: string): Duration | null {
  const match = FORM.exec(text)
  if (match === null) return null
  const [, sign, days, time, hours, minutes, seconds, fraction] = match
  if (days === undefined && time === undefined) return null
  if (time !== undefined && hours === undefined && minutes === undefined && seconds === undefined) return null
  const whole =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  const part = Number((fraction ?? '').padEnd(9, '0')) * (seconds?.startsWith('-') === true ? -1 : 1)
  const direction = sign === '-' ? -1 : 1
  return normalised(direction * whole, direction * part)
}

function normalised(seconds: number, nanos: number): Duration | null {
  const carried = seconds + Math.floor(nanos / 1e9)
  const rest = nanos - Math.floor(nanos / 1e9) * 1e9
  if (!Number.isSafeInteger(carried)) return null
  // `+ 0` turns a negative zero into a plain one.
  return { seconds: carried + 0, nanos: rest + 0 }
}

/** Whole milliseconds, cut towards zero below one. */
export function durationToMs(duration: Duration): number {
  const exact = duration.seconds * 1000 + duration.nanos / 1e6
  return Math.trunc(exact) + 0
}

/** A duration of so many milliseconds. */
export function durationOfMs(ms: number): Duration {
  const seconds = Math.floor(ms / 1000)
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1e6) }
}

/**
 * Milliseconds of a duration text, for timers: ISO-8601, or a plain number of seconds.
 *
 * @throws DurationError when it is no duration, or lasts less than nothing and `negative` is not allowed.
 * @example parseDuration('PT1M30S') // 90_000
 */
export function parseDuration(text: string, options: { readonly negative?: boolean } = {}): number {
  const written = text.trim()
  const duration = readDuration(SECONDS.test(written) ? `PT${written}S` : written)
  if (duration === null) {
    throw new DurationError(`\`${text}\` is no duration; write ISO-8601 such as PT30S, PT5M, PT2H or P1D`)
  }
  if (duration.seconds < 0 && options.negative !== true) {
    throw new DurationError(`the duration \`${text}\` is negative; it must be zero or more`)
  }
  return durationToMs(duration)
}

/** A text that is no duration, or none that is allowed. */
export class DurationError extends Error {
  override readonly name = 'DurationError'
}

/** Below zero when `left` is shorter than `right`, above when it is longer, 0 when they are equal. */
export function compareDurations(left: Duration, right: Duration): number {
  return left.seconds - right.seconds || left.nanos - right.nanos
}

/** The exact number of seconds as decimal text, such as `300.0`, `0.25` or `-5.0`: how durations come out as values. */
export function durationSeconds(duration: Duration): string {
  const { sign, seconds, nanos } = magnitude(duration)
  const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '')
  return `${sign}${seconds}.${fraction === '' ? '0' : fraction}`
}

/**
 * Writes a duration as Java does: hours, minutes and seconds, never days; `PT0S` for nothing.
 *
 * @example formatDuration({ seconds: 93_784, nanos: 500_000_000 }) // 'PT26H3M4.5S'
 */
export function formatDuration(duration: Duration): string {
  const { sign, seconds, nanos } = magnitude(duration)
  if (seconds === 0 && nanos === 0) return 'PT0S'
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = seconds % 60
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`
  let text = 'PT'
  if (hours > 0) text += `${sign}${hours}H`
  if (minutes > 0) text += `${sign}${minutes}M`
  if (rest > 0 || nanos > 0) text += `${sign}${rest}${fraction}S`
  return text
}

/** Writes a duration given in milliseconds, such as `PT1.25S`. */
export function formatDurationMs(ms: number): string {
  return formatDuration(durationOfMs(ms))
}

function magnitude(duration: Duration): { readonly sign: '' | '-'; readonly seconds: number; readonly nanos: number } {
  if (duration.seconds >= 0) return { sign: '', seconds: duration.seconds, nanos: duration.nanos }
  if (duration.nanos === 0) return { sign: '-', seconds: -duration.seconds, nanos: 0 }
  return { sign: '-', seconds: -duration.seconds - 1, nanos: 1e9 - duration.nanos }
}
