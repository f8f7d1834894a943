import { describe, expect, it } from 'vitest'
import { code, date, engine, read } from '../testing/date-expressions.ts'

describe('letters of date patterns', () => {
  it.each([
    ['y yy yyy yyyy yyyyy u uu uuuu', '2024 24 2024 2024 02024 2024 24 2024'],
    ['M MM MMM MMMM MMMMM L LL LLL LLLL', '2 02 Feb February F 2 02 Feb February'],
    ['d dd D DD DDD', '29 29 60 60 060'],
    ['E EE EEE EEEE EEEEE', 'Thu Thu Thu Thursday T'],
    ['e ee eee c ccc cccc', '5 05 Thu 5 Thu Thursday'],
    ['Q QQ QQQ QQQQ q', '1 01 Q1 1st quarter 1'],
    ['a h hh K KK k kk H HH', 'PM 1 01 1 01 13 13 13 13'],
    ['m mm s ss S SS SSSSSSSSS n A N', '5 05 9 09 1 12 123456789 123456789 47109123 47109123456789'],
    ['w ww W F Y YYYY g', '9 09 5 5 2024 2024 60369'],
    ['G GGGG', 'AD Anno Domini'],
    ['X XX XXX x xx xxx Z ZZZZ ZZZZZ O OOOO', 'Z Z Z +00 +0000 +00:00 +0000 GMT Z GMT GMT'],
    ["'o''clock' '' [HH[:mm]] ppM", "o'clock ' 13:05  2"],
  ])('%s', (pattern, text) => {
    expect(date(pattern)).toBe(text)
  })

  it('show offsets and zones', () => {
    expect(date('X XX XXX XXXXX x Z O OOOO VV', 'America/St_Johns')).toBe(
      '-0330 -0330 -03:30 -03:30 -0330 -0330 GMT-3:30 GMT-03:30 America/St_Johns',
    )
    expect(date('X x Z O', 'Asia/Tokyo')).toBe('+09 +09 +0900 GMT+9')
    expect(date('z zzzz', 'Europe/Paris')).toBe('CET Central European Standard Time')
    expect(date('VV z', '+02:00')).toBe('+02:00 +02:00')
  })

  it('show midnight and noon in every way to count hours', () => {
    expect(date('H k K h a', 'UTC', 'en_US', '2024-01-01T00:30:00Z')).toBe('0 24 0 12 AM')
    expect(date('H k K h a B', 'UTC', 'en_US', '2024-01-01T12:00:00Z')).toBe('12 12 0 12 PM noon')
  })

  it('count weeks as the country does', () => {
    expect([date('e w', 'UTC', 'en_US', '2024-12-29'), date('e w', 'UTC', 'de_DE', '2024-12-29')]).toEqual([
      '1 1',
      '7 52',
    ])
    expect([
      date("YYYY-'W'ww", 'UTC', 'fr_FR', '2021-01-01'),
      date("YYYY-'W'ww", 'UTC', 'en_US', '2021-01-01'),
    ]).toEqual(['2020-W53', '2021-W01'])
    expect(date("YYYY-'W'ww", 'UTC', 'de_DE', '2024-12-30')).toBe('2025-W01')
  })

  it('show years before Christ and beyond four digits', () => {
    expect(date('y u G', 'UTC', 'en_US', '-0043-03-15')).toBe('44 -43 BC')
    expect(date('yyyy', 'UTC', 'en_US', '+12024-03-15')).toBe('+12024')
  })

  it.each(['{', '#', 'T', 'dddd', 'V', "'open", 'p', 'yyyy]', 'b'])('refuse %s', (pattern) => {
    expect(code(() => date(pattern))).toBe('EXPRESSION_VALUE')
  })
})

describe('named formats', () => {
  it.each([
    ['iso', '2024-02-29T13:05:09.123456Z'],
    ['iso_sec', '2024-02-29T13:05:09Z'],
    ['sql', '2024-02-29 13:05:09.123456'],
    ['iso_instant', '2024-02-29T13:05:09.123456789Z'],
    ['iso_date_time', '2024-02-29T13:05:09.123456789Z[UTC]'],
    ['iso_date', '2024-02-29Z'],
    ['iso_local_time', '13:05:09.123456789'],
    ['iso_ordinal_date', '2024-060Z'],
    ['iso_week_date', '2024-W09-4Z'],
    ['rfc_1123_date_time', 'Thu, 29 Feb 2024 13:05:09 GMT'],
    ['full', 'Thursday, February 29, 2024 at 1:05:09\u202fPM Coordinated Universal Time'],
    ['short', '2/29/24, 1:05\u202fPM'],
  ])('%s', (name, text) => {
    expect(date(name)).toBe(text)
  })

  it('are read as they are written', () => {
    for (const name of [
      'iso',
      'iso_sec',
      'sql',
      'iso_instant',
      'iso_date_time',
      'iso_local_date_time',
      'iso_local_date',
      'iso_date',
      'iso_ordinal_date',
      'iso_week_date',
      'rfc_1123_date_time',
    ]) {
      const written = date(name)
      expect(
        date(
          name,
          'UTC',
          'en_US',
          engine.render('{{ t | date("iso_instant", existingFormat=n) }}', { t: written, n: name }),
        ),
      ).toBe(written)
    }
  })

  it('of times alone, or that do not exist, cannot be read', () => {
    expect(code(() => read('13:05:09', 'iso_local_time'))).toBe('EXPRESSION_VALUE')
    expect(code(() => date('sql_seq'))).toBe('EXPRESSION_VALUE')
    expect(code(() => read('Thu, 31 Feb 2024 13:05:09 GMT', 'rfc_1123_date_time'))).not.toBe('2024')
  })
})

describe('zones', () => {
  it.each(['Mars/Base', 'EST', 'utc', 'europe/paris', '+19:00', '+1:2', 'GMT+99', ''])('refuse %j', (zone) => {
    expect(code(() => date('HH', zone))).toBe('EXPRESSION_VALUE')
  })

  it.each([
    ['Z', 'Z 13'],
    ['UTC', 'UTC 13'],
    ['GMT', 'GMT 13'],
    ['UTC+0', 'UTC 13'],
    ['GMT+1', 'GMT+01:00 14'],
    ['-0330', '-03:30 09'],
    ['US/Pacific', 'US/Pacific 05'],
    ['CET', 'CET 14'],
  ])('%s are known', (zone, text) => {
    expect(date('VV HH', zone)).toBe(text)
  })

  it('decide what a date without an offset means, gaps and overlaps of the clock included', () => {
    const local = (text: string): string => engine.render('{{ t | date("iso_sec", "Europe/Paris") }}', { t: text })
    expect(local('2024-03-31T02:30:00')).toBe('2024-03-31T03:30:00+02:00')
    expect(local('2024-10-27T02:30:00')).toBe('2024-10-27T02:30:00+02:00')
    expect(local('2024-07-01')).toBe('2024-07-01T00:00:00+02:00')
  })
})
