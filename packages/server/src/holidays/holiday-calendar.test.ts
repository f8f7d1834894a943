import { describe, expect, it } from 'vitest'
import { createHolidayCalendar } from './holiday-calendar.ts'

const calendar = createHolidayCalendar()

describe('The calendar of holidays', () => {
  it.each([
    ['2026-01-01', 'AT', null, true],
    ['2026-01-02', 'AT', null, false],
    ['2026-12-31', 'AT', null, false],
    // Easter Monday moves.
    ['2026-04-06', 'fr', null, true],
    ['2027-03-29', 'FR', null, true],
    // Epiphany is one of Bavaria, not of Germany.
    ['2026-01-06', 'DE', null, false],
    ['2026-01-06', 'DE', 'BY', true],
    ['2026-01-06', 'DE', 'de-by', true],
    // Rosh Hashanah begins on the evening of the 11th.
    ['2026-09-11', 'IL', null, false],
    ['2026-09-12', 'IL', null, true],
    ['2026-07-04', 'XX', null, null],
    ['2026-07-04', 'US', 'QQ', null],
  ])('%s in %s %s: %s', async (day, country, subdivision, expected) => {
    expect(await calendar.isHoliday(day, country, subdivision)).toBe(expected)
  })
})
