import { describe, expect, it } from 'vitest'
import { formatClock, formatExact, formatRelative, parseInstant } from './relative.ts'

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0)
const ago = (ms: number) => formatRelative(NOW - ms, NOW)

describe('a relative time', () => {
  it('is "just now" close to now, also when the other clock is a little ahead', () => {
    expect(ago(0)).toBe('just now')
    expect(ago(44_000)).toBe('just now')
    expect(ago(-30_000)).toBe('just now')
  })

  it('names the largest unit that fits, in the singular for one', () => {
    expect(ago(60_000)).toBe('1 minute ago')
    expect(ago(3 * 60_000)).toBe('3 minutes ago')
    expect(ago(60 * 60_000)).toBe('1 hour ago')
    expect(ago(26 * 3_600_000)).toBe('1 day ago')
    expect(ago(40 * 86_400_000)).toBe('1 month ago')
    expect(ago(800 * 86_400_000)).toBe('2 years ago')
  })

  it('rounds up into the next unit instead of saying "60 minutes"', () => {
    expect(ago(59.6 * 60_000)).toBe('1 hour ago')
    expect(ago(50_000)).toBe('1 minute ago')
  })

  it('says the future with "in"', () => {
    expect(ago(-2 * 3_600_000)).toBe('in 2 hours')
  })

  it('is short in tables', () => {
    expect(formatRelative(NOW - 3 * 60_000, NOW, 'short')).toBe('3 min ago')
  })
})

describe('exact times', () => {
  it('carry the zone', () => {
    expect(formatExact(NOW, 'Europe/Berlin')).toBe('Tue, 24 Nov 2026, 13:00:00 CET')
  })

  it('show milliseconds for log lines', () => {
    expect(formatClock(NOW + 7, 'UTC')).toBe('12:00:00.007')
  })

  it('come from instants with any number of digits, and a wrong text gives null', () => {
    expect(parseInstant('2026-11-24T12:00:00.007123456Z')).toBe(NOW + 7)
    expect(parseInstant('soon')).toBeNull()
    expect(parseInstant(undefined)).toBeNull()
  })
})
