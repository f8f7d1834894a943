import { describe, expect, it } from 'vitest'
import {
  compareDurations,
  DurationError,
  durationOfMs,
  durationSeconds,
  durationToMs,
  formatDuration,
  formatDurationMs,
  parseDuration,
  readDuration,
} from './duration.ts'

describe('readDuration', () => {
  it.each([
    ['PT0S', 0, 0],
    ['P1D', 86_400, 0],
    ['PT1H30M', 5_400, 0],
    ['P1DT2H3M4.5S', 93_784, 500_000_000],
    ['pt1s', 1, 0],
    ['PT0.4S', 0, 400_000_000],
    ['PT1.123456789S', 1, 123_456_789],
    ['-PT5S', -5, 0],
    ['PT-0.5S', -1, 500_000_000],
    ['-PT0.5S', -1, 500_000_000],
    ['PT1M-30S', 30, 0],
    ['P-1DT1H', -82_800, 0],
  ])('reads %s', (text, seconds, nanos) => {
    expect(readDuration(text)).toEqual({ seconds, nanos })
  })

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    '5m',
    '1H',
    'P1M',
    'P1Y',
    'P1W',
    'PT1H2D',
    'PT.5S',
    'PT1.1234567890S',
    'PT5',
    ' PT5S',
  ])('refuses %j, which is no duration of days and smaller', (text) => {
    expect(readDuration(text)).toBeNull()
  })

  it('refuses a number of seconds that cannot be kept exactly', () => {
    expect(readDuration(`PT${'9'.repeat(20)}S`)).toBeNull()
  })
})

describe('parseDuration', () => {
  it('gives milliseconds, also of a plain number of seconds', () => {
    expect(parseDuration('PT1M30S')).toBe(90_000)
    expect(parseDuration(' P1D ')).toBe(86_400_000)
    expect(parseDuration('90')).toBe(90_000)
    expect(parseDuration('1.5')).toBe(1_500)
  })

  it('refuses what is no duration and says how to write one', () => {
    expect(() => parseDuration('5 minutes')).toThrow(DurationError)
    expect(() => parseDuration('5 minutes')).toThrow('`5 minutes` is no duration; write ISO-8601 such as PT30S')
  })

  it('refuses less than nothing unless it is allowed', () => {
    expect(() => parseDuration('-PT5S')).toThrow('negative')
    expect(parseDuration('-PT5S', { negative: true })).toBe(-5_000)
  })
})

describe('formatDuration', () => {
  it.each([
    ['PT0S', 'PT0S'],
    ['P1DT2H3M4.5S', 'PT26H3M4.5S'],
    ['PT60S', 'PT1M'],
    ['PT0.001S', 'PT0.001S'],
    ['-PT90.5S', 'PT-1M-30.5S'],
    ['-PT2H', 'PT-2H'],
  ])('writes %s as Java does: %s', (text, written) => {
    const duration = readDuration(text)
    expect(duration === null ? null : formatDuration(duration)).toBe(written)
  })

  it('writes milliseconds', () => {
    expect(formatDurationMs(1_250)).toBe('PT1.25S')
    expect(formatDurationMs(0)).toBe('PT0S')
    expect(formatDurationMs(-500)).toBe('PT-0.5S')
  })
})

describe('durations as numbers', () => {
  it('gives exact seconds as decimal text', () => {
    const seconds = (text: string) => durationSeconds(readDuration(text) ?? { seconds: Number.NaN, nanos: 0 })
    expect(seconds('PT5M')).toBe('300.0')
    expect(seconds('PT0.25S')).toBe('0.25')
    expect(seconds('-PT5S')).toBe('-5.0')
    expect(seconds('-PT0.5S')).toBe('-0.5')
  })

  it('goes to milliseconds and back', () => {
    for (const ms of [0, 1, 999, 1_000, 1_234_567, -1, -1_500]) expect(durationToMs(durationOfMs(ms))).toBe(ms)
  })

  it('compares by length', () => {
    const day = { seconds: 86_400, nanos: 0 }
    expect(compareDurations(day, { seconds: 86_400, nanos: 1 })).toBeLessThan(0)
    expect(compareDurations(day, { seconds: 1, nanos: 0 })).toBeGreaterThan(0)
    expect(compareDurations(day, day)).toBe(0)
  })
})
