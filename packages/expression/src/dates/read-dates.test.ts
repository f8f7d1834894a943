import { describe, expect, it } from 'vitest'
import { code, date, engine, read } from '../testing/date-expressions.ts'

const scope = { n: 5 }

function evaluate(expression: string): unknown {
  return code(() => engine.render(`{{ ${expression} }}`, scope))
}

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
