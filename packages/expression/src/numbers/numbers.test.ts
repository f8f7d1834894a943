import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ScopeValue } from '../scope/scope.ts'
import { Decimal } from '../value/decimal.ts'

const engine = createExpressionEngine()

function code(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('patterns of numbers', () => {
  const format = (v: ScopeValue, pattern: string): string =>
    engine.render('{{ v | numberFormat(p) }}', { v, p: pattern })

  it.each([
    [1234567.891, '#,##0.###', '1,234,567.891'],
    [0.5, '#.##', '0.5'],
    [0.5, '#.00', '.50'],
    [0.5, '.###', '.5'],
    [0, '#', '0'],
    [12, '000', '012'],
    [0.125, '0.00', '0.12'],
    [0.375, '0.00', '0.38'],
    [1.005, '0.00', '1.00'],
    [-1234.5, '#,##0.00;(#,##0.00)', '(1,234.50)'],
    [-3, '0', '-3'],
    [-0.4, '0', '-0'],
    [0.256, '0.0%', '25.6%'],
    [0.0256, '0.0‰', '25.6‰'],
    [7, "'#'0' kg'", '#7 kg'],
    [7, "0''", "7'"],
    [7, '¤0', '$7'],
    [12345, '0.##E0', '1.23E4'],
    // As Java 17 writes them.
    [12345, '##0.##E0', '12.345E3'],
    [123456, '##0.##E0', '123.46E3'],
    [29607041250.5, '##0.#E0', '29.61E9'],
    [0.0048, '##0.#E0', '4.8E-3'],
    [284, '##0.00E000', '284E000'],
    [-37266995.99, '.00####E000', '-.37267E008'],
    [0, '##0.00E0', '0.00E0'],
    [0, '00.#E0', '00E0'],
    [281, '$.00E0%', '$.28E5%'],
    [1234.5, '', '1,234.5'],
    [-1234, 'abc', '-abc1234'],
    [5, "'it''s' 0", "it's 5"],
    [0.07, '0.####################%', '7.000000000000001%'],
    [0.1, '0.####################', '0.1'],
    [12, '.0', '12.0'],
    [12, '.#;(0)', '12.0'],
    [-5, "0;'%'", '%5'],
    [-5, '0;0E', '-5'],
    [0.00012, '0.0E00', '1.2E-04'],
    [0, '0.0E0', '0.0E0'],
    [7, '0.', '7.'],
    [123456789, '#,####', '1,2345,6789'],
    [12345678901234567890n, '#,##0', '12,345,678,901,234,567,890'],
    [Decimal.big(12345n, 3), '0.00', '12.34'],
    [Decimal.double(1e300), '0E0', '1E300'],
    [Decimal.double(Number.NaN), '0', 'NaN'],
    [Decimal.double(Number.NEGATIVE_INFINITY), '0.0', '-∞'],
  ] as const)('write %s by %s', (value, pattern, text) => {
    expect(format(value, pattern)).toBe(text)
  })

  it('follow the language of the engine', () => {
    const german = createExpressionEngine({ locale: 'de-DE' })
    expect(german.render('{{ 1234567.891 | numberFormat }}', {})).toBe('1.234.567,891')
  })

  it.each(['0%‰', '%0%', '0.0,0', '.E0', '0E', '0E0E0', 'a;0', '0#', '#.#0', '0,', "'0", '0;0x0', '0.0.0'])(
    'refuse %j',
    (pattern) => {
      expect(code(() => format(1, pattern))).toBe('EXPRESSION_VALUE')
    },
  )
})

describe('numbers in texts', () => {
  const number = (text: string, type = ''): string =>
    engine.render('{{ t | number(y) }} {{ t | number(y) | className }}', { t: text, y: type })

  it.each([
    ['5', '', '5 java.lang.Integer'],
    ['-5', '', '-5 java.lang.Integer'],
    ['2147483648', '', '2147483648 java.lang.Long'],
    ['7L', '', '7 java.lang.Long'],
    ['99999999999999999999', '', '99999999999999999999 java.math.BigInteger'],
    ['0x1F', '', '31 java.lang.Integer'],
    ['-#FF', '', '-255 java.lang.Integer'],
    ['017', '', '15 java.lang.Integer'],
    ['12.3', '', '12.3 java.lang.Float'],
    ['1.123456789012345', '', '1.123456789012345 java.lang.Double'],
    ['1.12345678901234567890', '', '1.12345678901234567890 java.math.BigDecimal'],
    ['1e3', '', '1000.0 java.lang.Float'],
    ['1f', '', '1.0 java.lang.Float'],
    ['1d', '', '1.0 java.lang.Double'],
    ['5', 'LONG', '5 java.lang.Long'],
    ['5', 'INT', '5 java.lang.Integer'],
    ['5', 'BIGINTEGER', '5 java.math.BigInteger'],
    ['5', 'FLOAT', '5.0 java.lang.Float'],
    ['5', 'DOUBLE', '5.0 java.lang.Double'],
    ['5.50', 'BIGDECIMAL', '5.50 java.math.BigDecimal'],
    ['5', 'other', '5 java.lang.Integer'],
  ])('%s as %j', (text, type, result) => {
    expect(number(text, type)).toBe(result)
  })

  it.each([
    ['', ''],
    ['08', ''],
    [' 1', ''],
    ['abc', ''],
    ['1,5', ''],
    ['2147483648', 'INT'],
    ['9223372036854775808', 'LONG'],
    ['1.5', 'INT'],
    ['1'.repeat(1001), ''],
    ['1e99999999', 'BIGDECIMAL'],
  ])('%s as %j is refused', (text, type) => {
    expect(code(() => number(text, type))).toBe('EXPRESSION_VALUE')
  })
})

describe('format', () => {
  const format = (template: string, ...args: readonly string[]): string =>
    engine.render(`{{ t | format(${args.join(', ')}) }}`, { t: template })

  it.each([
    ['%s|%10s|%-10s|%.2s', ["'abc'", "'abc'", "'abc'", "'abc'"], 'abc|       abc|abc       |ab'],
    ['%S %b %B %s', ["'abc'", 'true', 'null', 'null'], 'ABC true FALSE null'],
    [
      '%d|%5d|%-5d|%05d|%+d|% d|%,d|%(d',
      ['7', '7', '7', '7', '7', '7', '1234567', '-7'],
      '7|    7|7    |00007|+7| 7|1,234,567|(7)',
    ],
    ['%x %X %o %#x', ['255', '255', '8', '255'], 'ff FF 10 0xff'],
    ['%x', ['-1'], 'ffffffffffffffff'],
    [
      '%f|%.2f|%8.2f|%08.2f|%,.1f',
      ['1.5', '1.005', '3.14159', '-3.14159', '1234567.89'],
      '1.500000|1.01|    3.14|-0003.14|1,234,567.9',
    ],
    ['%e %.2E', ['12345.678', '0.00012345'], '1.234568e+04 1.23E-04'],
    ['%g %.3g', ['0.0001', '123456.0'], '0.000100000 1.23e+05'],
    ['%c%c', ['65', "('b' | first)"], 'Ab'],
    ['%2$s %1$s %<s', ["'a'", "'b'"], 'b a a'],
    ['100%%%n', [], '100%\n'],
    ['%h', ["'hi'"], 'd01'],
    ['%s', ['[1, 2]'], '[1, 2]'],
  ] as const)('%j', (template, args, text) => {
    expect(format(template, ...args)).toBe(text)
  })

  it.each([
    ['%d', ["'x'"]],
    ['%s %s', ["'x'"]],
    ['%y', ['1']],
    ['%', []],
    ['%--5s', ['1']],
    ['%99999s', ['1']],
    ['%f', ['1']],
    ['%c', ['1.5']],
  ] as const)('refuses %j', (template, args) => {
    expect(code(() => format(template, ...args))).toBe('EXPRESSION_VALUE')
  })
})
