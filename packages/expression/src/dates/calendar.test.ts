import { describe, expect, it } from 'vitest'
import { code, date, engine } from '../testing/date-expressions.ts'

describe('moving dates', () => {
  const add = (value: string, amount: number, unit: string, zone = 'UTC'): string =>
    engine.render('{{ v | dateAdd(a, u, "iso_sec", z) }}', { v: value, a: amount, u: unit, z: zone })

  it('keeps the clock for days and longer, and counts real time for hours', () => {
    expect(add('2024-03-30T12:00:00', 1, 'DAYS', 'Europe/Paris')).toBe('2024-03-31T12:00:00+02:00')
    expect(add('2024-03-30T12:00:00', 24, 'HOURS', 'Europe/Paris')).toBe('2024-03-31T13:00:00+02:00')
    expect(add('2024-03-31T00:00:00Z', -1, 'MONTHS')).toBe('2024-02-29T00:00:00Z')
    expect(add('2024-02-29T00:00:00Z', 1, 'CENTURIES')).toBe('2124-02-29T00:00:00Z')
  })

  it('refuses unknown units and times beyond the calendar', () => {
    expect(code(() => add('2024-01-01', 1, 'days'))).toBe('EXPRESSION_ARGUMENT')
    expect(code(() => add('2024-01-01', 999_999, 'MILLENNIA'))).toBe('EXPRESSION_VALUE')
    expect(code(() => date('iso', 'UTC', 'en_US', Number.MAX_SAFE_INTEGER))).toBe('EXPRESSION_VALUE')
  })

  it('gives timestamps, also before the epoch', () => {
    const stamps = (value: string): string =>
      engine.render('{{ v | timestamp }} {{ v | timestampMilli }} {{ v | timestampMicro }} {{ v | timestampNano }}', {
        v: value,
      })
    expect(stamps('1969-12-31T23:59:59.999999999Z')).toBe('-1 -1 -1 -1')
  })
})

describe('the calendar', () => {
  it.each([
    ['dayOfWeek("2025-01-06T00:30:00+02:00")', 'MONDAY'],
    ['dayOfMonth("2025-01-06")', '6'],
    ['monthOfYear("2025-11-06")', '11'],
    ['hourOfDay("2025-01-06T14:30:00+02:00")', '14'],
    ['isWeekend("2025-01-05")', 'true'],
    ['isDayWeekInMonth("2025-01-31", "friday", "LAST")', 'true'],
    ['isDayWeekInMonth("2025-01-31", "FRIDAY", "FOURTH")', 'false'],
    ['isDayWeekInMonth("2025-01-31", "MONDAY", "LAST")', 'false'],
    ['isLastWorkingDay("2025-05-30")', 'true'],
    ['isLastWorkingDay("2025-05-31")', 'false'],
    ['isLastWorkingDay("2025-05-31", "SATURDAY, sunday")', 'true'],
    ['isLastWorkingDay("2025-05-29")', 'false'],
    ['isDateBetween("2026-01-01T00:00:00Z", "2026-01-01T00:00:00+01:00", "2026-01-01T00:00:01Z")', 'true'],
    ['isDateBetween("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")', 'false'],
  ])('%s is %s', (expression, result) => {
    expect(engine.render(`{{ ${expression} }}`, {})).toBe(result)
  })

  it.each([
    'dayOfWeek(null)',
    'dayOfWeek("x")',
    'hourOfDay("2025-01-06")',
    'isDayWeekInMonth("2025-01-31", "FRI", "LAST")',
    'isDayWeekInMonth("2025-01-31", "FRIDAY", "FIFTH")',
    'isLastWorkingDay("2025-01-31", "FUNDAY")',
    'isDateBetween("2026-01-01", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")',
  ])('%s is an error', (expression) => {
    expect(['EXPRESSION_ARGUMENT', 'EXPRESSION_VALUE']).toContain(code(() => engine.render(`{{ ${expression} }}`, {})))
  })
})
