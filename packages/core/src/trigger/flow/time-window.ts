import { Temporal } from 'temporal-polyfill'
import { durationProperty } from '../../task/properties/durations.ts'
import { p } from '../../task/properties/p.ts'
import { PropertyError, type Rendered } from '../../task/property.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

const WINDOW_TYPES = ['DURATION_WINDOW', 'SLIDING_WINDOW', 'DAILY_TIME_DEADLINE', 'DAILY_TIME_WINDOW'] as const

const shape = {
  type: p.enum(WINDOW_TYPES).default('DURATION_WINDOW').static(),
  window: durationProperty().static().describe('Length of a duration or sliding window; a day when left out.'),
  windowAdvance: durationProperty().static().describe('How far a duration window is shifted.'),
  deadline: p.string().static().describe('Time of day until which a daily deadline reaches from midnight.'),
  startTime: p.string().static().describe('Time of day at which a daily window begins.'),
  endTime: p.string().static().describe('Time of day at which a daily window ends.'),
}

/** `timeWindow` as flows write it. */
export const timeWindowProperty = p.object(shape).static()

export type GivenTimeWindow = Rendered<typeof shape>

/** Within which time conditions must come true together. Times of day are milliseconds since midnight. */
export type TimeWindow =
  | { readonly kind: 'duration'; readonly windowMs: number; readonly advanceMs: number }
  | { readonly kind: 'sliding'; readonly windowMs: number }
  | { readonly kind: 'daily'; readonly startMs: number; readonly endMs: number }

/** The window when a flow says nothing: the day, from midnight to midnight. */
export const DEFAULT_WINDOW: TimeWindow = { kind: 'duration', windowMs: DAY_MS, advanceMs: 0 }

/**
 * Reads a `timeWindow`.
 * @throws PropertyError when its type lacks something, or a time of day is none.
 */
export function readTimeWindow(given: GivenTimeWindow | undefined): TimeWindow {
  if (given === undefined) return DEFAULT_WINDOW
  const { window: windowMs = DAY_MS, windowAdvance: advanceMs = 0, deadline, startTime, endTime } = given
  switch (given.type) {
    case 'DURATION_WINDOW':
      return { kind: 'duration', windowMs, advanceMs }
    case 'SLIDING_WINDOW':
      return { kind: 'sliding', windowMs }
    case 'DAILY_TIME_DEADLINE':
      return { kind: 'daily', startMs: 0, endMs: timeOfDay('deadline', deadline) }
    case 'DAILY_TIME_WINDOW':
      return { kind: 'daily', startMs: timeOfDay('startTime', startTime), endMs: timeOfDay('endTime', endTime) }
  }
}

/** Milliseconds since midnight. @throws PropertyError when it is missing or no time of day. */
export function timeOfDay(name: string, text: string | undefined): number {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(text ?? '')
  const [hours, minutes, seconds] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3] ?? 0)]
  if (match !== null && hours <= 23 && minutes <= 59 && seconds <= 59)
    return hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1_000
  throw new PropertyError(`\`${name}\` of the window must be a time of day such as 09:00:00.`)
}

/** From when to when a record of what has been true counts, both included. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * The window that `now` lies in, or for a daily window the one of today, which may not have begun or may be over
 * (engine.md 6.6). Duration windows are aligned: on midnight, on the hour, or on multiples of their length within the hour.
 */
export function spanAt(window: TimeWindow, now: number, zone: string): Span {
  if (window.kind === 'sliding') return { start: now, end: now + window.windowMs }
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const midnight = local.startOfDay()
  if (window.kind === 'daily') {
    const at = (ms: number) => midnight.withPlainTime(Temporal.PlainTime.from(msToTime(ms))).epochMilliseconds
    return { start: at(window.startMs), end: at(window.endMs) }
  }
  return durationSpan(window, now, midnight.epochMilliseconds)
}

function msToTime(ms: number) {
  return {
    hour: Math.floor(ms / HOUR_MS),
    minute: Math.floor(ms / MINUTE_MS) % 60,
    second: Math.floor(ms / 1_000) % 60,
  }
}

/** A shift forward may put the aligned start behind `now`; the window before that one is meant then. */
function durationSpan(
  { windowMs, advanceMs }: Extract<TimeWindow, { kind: 'duration' }>,
  now: number,
  midnight: number,
): Span {
  const length = Math.max(windowMs, 1_000)
  const start = alignedStart(now, midnight, length) + advanceMs
  const back = start > now ? Math.ceil((start - now) / length) * length : 0
  return { start: start - back, end: start - back + length - 1 }
}

function alignedStart(now: number, midnight: number, length: number): number {
  if (length >= DAY_MS) return midnight
  const hour = midnight + Math.floor((now - midnight) / HOUR_MS) * HOUR_MS
  return length >= HOUR_MS ? hour : hour + Math.floor((now - hour) / length) * length
}
