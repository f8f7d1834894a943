import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'

const engine = createExpressionEngine()
const moment = '2024-02-29T13:05:09.123456789Z'

function date(format: string, zone = 'UTC', locale = 'en_US', value: string | number = moment): string {
  return engine.render('{{ value | date(format, zone, locale=locale) }}', { value, format, zone, locale })
}

function read(text: string, existing: string, locale?: string): string {
  const argument = locale === undefined ? '' : `, locale="${locale}"`
  return engine.render(`{{ text | date("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", existingFormat=existing${argument}) }}`, {
    text,
    existing,
  })
}

function code(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

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

describe('reading by a pattern', () => {
  it.each([
    ['29/02/2024 07:30', 'dd/MM/yyyy HH:mm', '2024-02-29T07:30:00.000Z'],
    ['20240229', 'yyyyMMdd', '2024-02-29T00:00:00.000Z'],
    ['20240229073015123', 'yyyyMMddHHmmssSSS', '2024-02-29T07:30:15.123Z'],
    ['29.2.24', 'd.M.yy', '2024-02-29T00:00:00.000Z'],
    ['Feb 29 2024 1:05 PM', 'MMM d yyyy h:mm a', '2024-02-29T13:05:00.000Z'],
    ['Thursday, 29 February 2024', 'EEEE, d MMMM yyyy', '2024-02-29T00:00:00.000Z'],
    ['2024-02-29 07:30 +0200', 'yyyy-MM-dd HH:mm Z', '2024-02-29T05:30:00.000Z'],
    ['2024-02-29 07:30 Europe/Paris', 'yyyy-MM-dd HH:mm VV', '2024-02-29T06:30:00.000Z'],
    ['2024-060', 'yyyy-DDD', '2024-02-29T00:00:00.000Z'],
    ['2024-02-29', 'yyyy-MM-dd[ HH:mm]', '2024-02-29T00:00:00.000Z'],
    ['2024-02-29 24:00', 'yyyy-MM-dd kk:mm', '2024-02-29T00:00:00.000Z'],
    ['31/04/2024', 'dd/MM/yyyy', '2024-04-30T00:00:00.000Z'],
    ['GMT+02:00 2024-02-29', 'OOOO yyyy-MM-dd', '2024-02-28T22:00:00.000Z'],
  ])('%s by %s', (text, pattern, result) => {
    expect(read(text, pattern)).toBe(result)
  })

  it('knows names in other languages', () => {
    expect(read('29 février 2024', 'd MMMM yyyy', 'fr')).toBe('2024-02-29T00:00:00.000Z')
  })

  it.each([
    ['2024-13-01', 'yyyy-MM-dd'],
    ['2024-02', 'yyyy-MM'],
    ['2024-02-29x', 'yyyy-MM-dd'],
    ['2024-2-29', 'yyyy-MM-dd'],
    ['Friday 2024-02-29', 'EEEE yyyy-MM-dd'],
    ['01:00', 'HH:mm'],
    ['2024-02-29 25:00', 'yyyy-MM-dd HH:mm'],
    ['2024-02-29 01:00', 'yyyy-MM-dd hh:mm'],
  ])('refuses %s by %s', (text, pattern) => {
    expect(code(() => read(text, pattern))).toBe('EXPRESSION_VALUE')
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

describe('texts that are no dates', () => {
  it.each(['2024-02-30', '2024-1-1', '20240101', '2024-01-01 00:00', '2024-01-01T00:00:00+0200', '12:00', 'now', ''])(
    '%j',
    (text) => {
      expect(code(() => date('iso', 'UTC', 'en_US', text))).toBe('EXPRESSION_VALUE')
    },
  )

  it('and other kinds of values are refused', () => {
    for (const value of ['true', '1.5', '[1]', '("a" | first)']) {
      expect(code(() => engine.render(`{{ ${value} | date }}`, {}))).toBe('EXPRESSION_TYPE')
    }
    expect(code(() => date('iso', 'UTC', 'english'))).toBe('EXPRESSION_VALUE')
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

const scope = { n: 5 }

function evaluate(expression: string): unknown {
  return code(() => engine.render(`{{ ${expression} }}`, scope))
}

describe('reading and writing dates', () => {
  it.each([
    ["'2024-02-03 10:00' | date(existingFormat='yyyy-MM-dd[ HH:mm]')", '2024-02-03T10:00:00.000000Z'],
    ["'2024-02-03' | date(existingFormat='yyyy-MM-dd[ HH:mm]')", '2024-02-03T00:00:00.000000Z'],
    ["'2024-02-03 1x' | date(existingFormat='yyyy-MM-dd[ HH:mm]')", 'EXPRESSION_VALUE'],
    ["'-0001-02-03' | date(existingFormat='uuuu-MM-dd')", '0002-02-03T00:00:00.000000Z'],
    ["'+12024-02-03' | date(existingFormat='uuuu-MM-dd')", '+12024-02-03T00:00:00.000000Z'],
    ["'2024-W05-3' | date(existingFormat=\"YYYY-'W'ww-e\")", '2024-01-30T00:00:00.000000Z'],
    ["'2024-W05-Wed' | date(existingFormat=\"YYYY-'W'ww-E\")", '2024-01-31T00:00:00.000000Z'],
    ["'2024-W05-Xyz' | date(existingFormat=\"YYYY-'W'ww-E\")", 'EXPRESSION_VALUE'],
    ["'2024-060' | date(existingFormat='uuuu-DDD')", '2024-02-29T00:00:00.000000Z'],
    ["'2023-366' | date(existingFormat='uuuu-DDD')", 'EXPRESSION_VALUE'],
    ["'2024060' | date(existingFormat='uuuuDDD')", '2024-02-29T00:00:00.000000Z'],
    ["'24-02-03' | date(existingFormat='yy-MM-dd')", '2024-02-03T00:00:00.000000Z'],
    ["'5 BC-02-03' | date(existingFormat='y G-MM-dd')", '0005-02-03T00:00:00.000000Z'],
    ["'5 AD-02-03' | date(existingFormat='y G-MM-dd')", '0005-02-03T00:00:00.000000Z'],
    ["'2024-02-03 3 nanos' | date(existingFormat=\"yyyy-MM-dd n 'nanos'\")", '2024-02-03T00:00:00.000000Z'],
    ["'2024-02-03 12 PM' | date(existingFormat='yyyy-MM-dd hh a')", '2024-02-03T12:00:00.000000Z'],
    ["'2024-02-03 12' | date(existingFormat='yyyy-MM-dd hh')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 0 PM' | date(existingFormat='yyyy-MM-dd K a')", '2024-02-03T12:00:00.000000Z'],
    ["'2024-02-03 24' | date(existingFormat='yyyy-MM-dd kk')", '2024-02-03T00:00:00.000000Z'],
    ["'2024-02-03  9' | date(existingFormat='yyyy-MM-dd ppH')", '2024-02-03T09:00:00.000000Z'],
    ["'2024-02-32' | date(existingFormat='yyyy-MM-dd')", 'EXPRESSION_VALUE'],
    ["'2024-02-31' | date(existingFormat='yyyy-MM-dd')", '2024-02-29T00:00:00.000000Z'],
    ["'2024-13-01' | date(existingFormat='yyyy-MM-dd')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 25' | date(existingFormat='yyyy-MM-dd HH')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 10 GMT+02:00' | date(existingFormat='yyyy-MM-dd HH OOOO')", '2024-02-03T08:00:00.000000Z'],
    ["'2024-02-03 10 GMT' | date(existingFormat='yyyy-MM-dd HH O')", '2024-02-03T10:00:00.000000Z'],
    ["'2024-02-03 10 UTX' | date(existingFormat='yyyy-MM-dd HH O')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 10 Europe/Paris' | date(existingFormat='yyyy-MM-dd HH VV')", '2024-02-03T09:00:00.000000Z'],
    ["'2024-02-03 10 +02:00' | date(existingFormat='yyyy-MM-dd HH VV')", '2024-02-03T08:00:00.000000Z'],
    ["'2024-02-03 10 ??' | date(existingFormat='yyyy-MM-dd HH XXX')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 10 ??' | date(existingFormat='yyyy-MM-dd HH VV')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 10 +18:30' | date(existingFormat='yyyy-MM-dd HH XXX')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 10 +18:00' | date(existingFormat='yyyy-MM-dd HH XXX')", '2024-02-02T16:00:00.000000Z'],
    ["'03 February 2024' | date(existingFormat='dd MMMM yyyy')", '2024-02-03T00:00:00.000000Z'],
    ["'03 F 2024' | date(existingFormat='dd MMMMM yyyy')", '2024-02-03T00:00:00.000000Z'],
    ["'Sat 03 Feb 2024' | date(existingFormat='E dd MMM yyyy')", '2024-02-03T00:00:00.000000Z'],
    ["'Sun 03 Feb 2024' | date(existingFormat='E dd MMM yyyy')", 'EXPRESSION_VALUE'],
    ["'Q1 2024' | date(existingFormat='QQQ yyyy')", 'EXPRESSION_VALUE'],
    ["'999999999-060' | date(existingFormat='uuuuuuuuu-DDD')", 'EXPRESSION_VALUE'],
    ["'999999999-01-1' | date(existingFormat='YYYYYYYYY-ww-e')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 99:00' | date(existingFormat='yyyy-MM-dd mm:ss')", 'EXPRESSION_VALUE'],
    ["'2024-02-03 07 99' | date(existingFormat='yyyy-MM-dd HH mm')", 'EXPRESSION_VALUE'],
    ["n | date('QQQQQ QQQQ', timeZone='UTC')", '1 1st quarter'],
    ["n | date('iso_date_time')", '1970-01-01T00:00:05Z[UTC]'],
    ["n | date('iso_ordinal_date')", '1970-001Z'],
    ["'1970-005Z' | date(existingFormat='iso_ordinal_date')", '1970-01-05T00:00:00.000000Z'],
    ["'1970-005' | date(existingFormat='iso_ordinal_date')", '1970-01-05T00:00:00.000000Z'],
    ["'1970-500' | date(existingFormat='iso_ordinal_date')", 'EXPRESSION_VALUE'],
    ["'x' | date(existingFormat='iso_ordinal_date')", 'EXPRESSION_VALUE'],
    ["'1970-W02-1' | date(existingFormat='iso_week_date')", '1970-01-05T00:00:00.000000Z'],
    ["'x' | date(existingFormat='iso_week_date')", 'EXPRESSION_VALUE'],
    ["'Tue, 3 Jun 2008 11:05:30 GMT' | date(existingFormat='rfc_1123_date_time')", '2008-06-03T11:05:30.000000Z'],
    ["'Tue, 3 Jun 2008 11:05 +0200' | date(existingFormat='rfc_1123_date_time')", '2008-06-03T09:05:00.000000Z'],
    ["'Tue, 3 Xxx 2008 11:05 +0200' | date(existingFormat='rfc_1123_date_time')", 'EXPRESSION_VALUE'],
    ["'x' | date(existingFormat='rfc_1123_date_time')", 'EXPRESSION_VALUE'],
    ["'20240203' | date(existingFormat='basic_iso_date')", 'EXPRESSION_VALUE'],
    [
      "'2024-02-03T10:00:00+01:00[Europe/Paris]' | date('iso_zoned_date_time', existingFormat='iso_zoned_date_time')",
      '2024-02-03T09:00:00Z[UTC]',
    ],
    ["n | date('rfc_1123_date_time', timeZone='+01:30')", 'Thu, 1 Jan 1970 01:30:05 +0130'],
    ["n | date('iso_zoned_date_time', timeZone='+01:30')", '1970-01-01T01:30:05+01:30'],
    ["n | date('iso_zoned_date_time', timeZone='Europe/Paris')", '1970-01-01T01:00:05+01:00[Europe/Paris]'],
    ["n | date('iso_zoned_date_time', timeZone='UTC')", '1970-01-01T00:00:05Z[UTC]'],
    ["n | date('xxxxx XXXXX ZZZZZ OOOO', timeZone='Europe/Paris')", '+01:00 +01:00 +01:00 GMT+01:00'],
    [
      "-99999999999 | date('xxxxx XXXXX ZZZZZ OOOO ZZZZ Z', timeZone='Europe/Paris')",
      '+00:09:21 +00:09:21 +00:09:21 GMT+00:09:21 GMT+00:09:21 +0009',
    ],
    ["n | date('e c ww', locale='en_US')", '5 5 01'],
    ["n | date('e c ww', locale='de_DE')", '4 4 01'],
    ["n | date('e c ww', locale='ar')", '6 6 01'],
    ["n | date('e c ww', locale='fr_FR')", '4 4 01'],
    ["n | date(timeZone='+00:00')", '1970-01-01T00:00:05.000000Z'],
    ["n | date(timeZone='+19:00')", 'EXPRESSION_VALUE'],
    ["n | date(timeZone='Nowhere/Land')", 'EXPRESSION_VALUE'],
    ["'2024-02-30T00:00:00Z' | date", 'EXPRESSION_VALUE'],
    ["'9999999999-01-01' | date", 'EXPRESSION_VALUE'],
    ['99999999999999999 | date', 'EXPRESSION_VALUE'],
    ["'+999999999-12-31T23:59:59Z' | date", 'EXPRESSION_VALUE'],
    ["'not a date that is much longer than forty characters are' | date", 'EXPRESSION_VALUE'],
    ["n | dateAdd(99999999999, 'YEARS')", 'EXPRESSION_VALUE'],
    ["n | dateAdd(1, 'FORTNIGHTS')", 'EXPRESSION_ARGUMENT'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected)
  })
})

describe('what Java 17 makes of dates', () => {
  it.each([
    ['dd MMM yyyy HH:mm z', '03 Mar 2025 05:18 EST', '2025-03-03T10:18:00.000Z'],
    ['yyyy-MM-dd HH:mm z', '2018-07-28 13:49 CEST', '2018-07-28T11:49:00.000Z'],
    ["YYYY-'W'ww-e HH:mm", '1976-W23-1 08:02', '1976-05-30T08:02:00.000Z'],
    ["YYYY-'W'ww-e HH:mm", '2031-W52-7 17:49', '2031-12-27T17:49:00.000Z'],
    ["YYYY-'W'ww-E", '2024-W05-Sun', '2024-01-28T00:00:00.000Z'],
    ['yyyy-MM-dd e', '2024-02-03 7', '2024-02-03T00:00:00.000Z'],
    ['yyyy-MM-dd kk', '2024-02-03 00', '2024-02-03T00:00:00.000Z'],
  ])('%s reads %s as %s', (pattern, text, expected) => {
    expect(read(text, pattern).replace('+00:00', 'Z')).toBe(expected)
  })

  it.each([
    ['yyyy-MM-dd k:m', '2028-09-18 76:51'],
    ['yyyy-MM-dd h:m a', '2028-09-18 13:51 AM'],
    ['yyyy-MM-dd K:m a', '2028-09-18 12:51 AM'],
    ["YYYY-'W'ww-e", '1959-W55-1'],
    ["YYYY-'W'ww-e", '2026-W00-6'],
    ["YYYY-'W'ww-e", '2026-W01-8'],
    ['yyyy-MM-dd e', '2024-02-03 6'],
  ])('%s does not read %s', (pattern, text) => {
    expect(code(() => read(text, pattern))).toBe('EXPRESSION_VALUE')
  })

  it.each([
    ['g', 'Asia/Tokyo', '2014-12-08T23:44:19.222Z', '57000'],
    ['z', 'Europe/Paris', '2024-01-15T12:00:00Z', 'CET'],
    ['z', 'Asia/Seoul', '2024-01-15T12:00:00Z', 'KST'],
    ['z', 'America/Sao_Paulo', '2024-01-15T12:00:00Z', 'BRT'],
    ['z zzzz', 'America/New_York', '2024-07-15T12:00:00Z', 'EDT Eastern Daylight Time'],
  ])('%s in %s at %s is %s', (pattern, zone, value, expected) => {
    expect(date(pattern, zone, 'en_US', value)).toBe(expected)
  })

  it('writes the names of months in languages that count them', () => {
    expect(date('MMMM MMM LLLL', 'UTC', 'ja_JP')).toBe('2月 2月 2月')
    expect(date('MMMM', 'UTC', 'ko_KR')).toBe('2월')
  })
})
