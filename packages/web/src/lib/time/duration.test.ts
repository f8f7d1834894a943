import { describe, expect, it } from 'vitest'
import { formatDuration, parseIsoDuration, toIsoDuration } from './duration.ts'

describe('a duration', () => {
  it('is said in the two largest units that count', () => {
    expect(formatDuration(0)).toBe('0 s')
    expect(formatDuration(0.4)).toBe('< 1 ms')
    expect(formatDuration(350)).toBe('350 ms')
    expect(formatDuration(1_500)).toBe('1.5 s')
    expect(formatDuration(42_000)).toBe('42 s')
    expect(formatDuration(200_000)).toBe('3 min 20 s')
    expect(formatDuration(7_500_000)).toBe('2 h 5 min')
    expect(formatDuration(187_200_000)).toBe('2 d 4 h')
    expect(formatDuration(86_400_000)).toBe('1 d')
  })

  it('never shows sixty of a smaller unit', () => {
    expect(formatDuration(59_700)).toBe('1 min')
    expect(formatDuration(3_599_800)).toBe('1 h')
    expect(formatDuration(9_990)).toBe('10 s')
  })

  it('counts a clock that ran backwards as nothing', () => {
    expect(formatDuration(-5)).toBe('0 s')
  })
})

describe('an ISO duration', () => {
  it('is read from weeks to fractions of a second', () => {
    expect(parseIsoDuration('PT1.5S')).toBe(1_500)
    expect(parseIsoDuration('P1DT2H3M')).toBe(93_780_000)
    expect(parseIsoDuration('P1W')).toBe(604_800_000)
    expect(parseIsoDuration('PT0S')).toBe(0)
  })

  it('is null for other texts', () => {
    for (const text of ['', 'P', 'PT', 'P1DT', '1h', 'P1Y']) expect(parseIsoDuration(text)).toBeNull()
  })
})

describe('a duration that somebody typed', () => {
  it('becomes ISO', () => {
    expect(toIsoDuration('2 d 4 h')).toBe('P2DT4H')
    expect(toIsoDuration('90min')).toBe('PT90M')
    expect(toIsoDuration('1.5 hours')).toBe('PT1.5H')
    expect(toIsoDuration('1h 30m')).toBe('PT1H30M')
    expect(toIsoDuration('10 seconds')).toBe('PT10S')
  })

  it('stays as it is when it is ISO or cannot be read', () => {
    expect(toIsoDuration('pt5m')).toBe('PT5M')
    expect(toIsoDuration('soon')).toBe('soon')
    expect(toIsoDuration('5 minutes or so')).toBe('5 minutes or so')
    expect(toIsoDuration('')).toBe('')
  })
})
