import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ScopeValue } from '../scope/scope.ts'
import { Decimal } from './decimal.ts'

const engine = createExpressionEngine()
const render = (source: string, scope: { readonly [name: string]: ScopeValue } = {}): string =>
  engine.render(source, scope)
const code = (source: string, scope: { readonly [name: string]: ScopeValue } = {}): unknown => {
  try {
    return engine.render(source, scope)
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('decimals', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [9_999_999, '9999999.0'],
    [1e7, '1.0E7'],
    [123_456_789.5, '1.234567895E8'],
    [1e21, '1.0E21'],
    [5e-324, '4.9E-324'],
    [1.7976931348623157e308, '1.7976931348623157E308'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('print %d as Java prints a double', (value, text) => {
    if (value === 5e-324) expect(['4.9E-324', '5.0E-324']).toContain(`${Decimal.double(value)}`)
    else expect(`${Decimal.double(value)}`).toBe(text)
  })

  it.each([
    [0.1, '0.1'],
    [1 / 3, '0.33333334'],
    [16_777_216, '1.6777216E7'],
    [3.4028235e38, '3.4028235E38'],
    [0, '0.0'],
    [1e-10, '1.0E-10'],
  ])('print %d as Java prints a float', (value, text) => {
    expect(`${Decimal.float(value)}`).toBe(text)
  })

  it('print exactly without an exponent when they are exact', () => {
    expect([Decimal.big(12345n, 3), Decimal.big(-5n, 2), Decimal.big(7n, -2), Decimal.big(0n, 1)].map(String)).toEqual([
      '12.345',
      '-0.05',
      '700',
      '0.0',
    ])
  })

  it('write themselves to JSON', () => {
    expect(JSON.stringify([Decimal.double(1), Decimal.double(Number.NaN)])).toBe('[1.0,"NaN"]')
  })
})

describe('arithmetic', () => {
  it.each([
    ['7 / 2', '3'],
    ['-7 / 2', '-3'],
    ['-7 % 3', '-1'],
    ['7 % -3', '1'],
    ['7.0 / 2', '3.5'],
    ['1 / 0.0', 'Infinity'],
    ['2147483647 + 1', '2147483648'],
    ['9007199254740991 + 2', '9007199254740993'],
    ['9007199254740993 - 9007199254740992', '1'],
    ['3037000500 * 3037000500', '-9223372036709301616'],
    ['9223372036854775807 + 1', '-9223372036854775808'],
    ['-9223372036854775807 - 2', '9223372036854775807'],
    ['0 * -1', '0'],
    ["'4' * 2", '8'],
    ["'4' - 1", '3'],
    ["'1.5' * 2", '3.0'],
    ["'1e2' / 4", '25.0'],
    ["'4' + 1", '41'],
    ["1 + 'a'", '1a'],
    ["'a' + null", 'anull'],
    ["-'5'", '-5'],
    ["+'5'", '5'],
    ['1.5 + 1', '2.5'],
    ['[1] + [2, [3]]', '[1,2,[3]]'],
    ['[1, 2, 1] - 1', '[2,1]'],
    ['[1, 2, 1] - [1]', '[2]'],
    ['[1] + ({"a": 1} | keys)', '[1,"a"]'],
  ])('%s is %s', (expression, result) => {
    expect(render(`{{ ${expression} }}`)).toBe(result)
  })

  it('widens to the wider kind of decimal', () => {
    const scope = { f: Decimal.float(0.5), d: Decimal.double(0.5), b: Decimal.big(50n, 2), n: 2, raw: 0.5 }
    const kinds =
      '{{ (f + n) | className }} {{ (f + d) | className }} {{ (d * b) | className }} {{ (raw + n) | className }}'
    expect(render(kinds, scope)).toBe('java.lang.Float java.lang.Double java.math.BigDecimal java.lang.Double')
    expect(render('{{ b + n }} {{ b * b }} {{ b / 3 }} {{ b - 1 }} {{ b % 0.3 }}', scope)).toBe(
      '2.5 0.25 0.1666666666666666666666666666666667 -0.5 0.2',
    )
  })

  it('is exact beyond 64 bits when it started there, and ends at a limit', () => {
    const big = 2n ** 80n
    expect(render('{{ x + 1 }} {{ x * x }} {{ x - x }}', { x: big })).toBe(`${big + 1n} ${big * big} 0`)
    expect(code('{% for i in 1..20 %}{% set x = x * x %}{% endfor %}', { x: big })).toBe('EXPRESSION_LIMIT')
  })

  it.each([
    '1 / 0',
    '1 % 0',
    "'a' * 2",
    'null + 1',
    'true - 1',
    '{"a": 1} * 2',
    "-'x'",
    '- null',
    '1 + [2]',
    "'9223372036854775808' * 1",
  ])('%s is an error', (expression) => {
    expect(['EXPRESSION_TYPE', 'EXPRESSION_VALUE']).toContain(code(`{{ ${expression} }}`))
  })
})

describe('comparisons', () => {
  it.each([
    ['1 == 1.0', 'true'],
    ["1 == '1'", 'false'],
    ['[1] == [1.0]', 'false'],
    ["('abc' | first) == 'a'", 'false'],
    ["('abc' | first) == ('axx' | first)", 'true'],
    ['{"a": [1]} == {"a": [1]}', 'true'],
    ['null == null', 'true'],
    ['null < 1', 'false'],
    ['"b" > "a"', 'true'],
    ['9007199254740993 == 9007199254740992', 'true'],
    ['[9007199254740993] == [9007199254740992]', 'false'],
    ['({"a": 1} | keys) == ({"a": 2} | keys)', 'true'],
    ["[1, 'x'] contains 'x'", 'true'],
    ["'x1' contains 1", 'true'],
    ["{'a': 1} contains 'a'", 'true'],
    ["'1' isIn [1]", 'true'],
    ["'v' isIn {'k': 'v'}", 'true'],
    ['null isIn [null]', 'false'],
  ])('%s is %s', (expression, result) => {
    expect(render(`{{ ${expression} }}`)).toBe(result)
  })

  it('of texts can be refused, as Kestra 1.3 does', () => {
    const strict = createExpressionEngine({ ordersTexts: false })
    expect(() => strict.render('{{ "b" > "a" }}', {})).toThrow('`>` cannot be applied to a text and a text')
  })

  it.each(['[1] < [2]', 'true > false', "1 < 'a'", '5 contains 5'])('%s is an error', (expression) => {
    expect(code(`{{ ${expression} }}`)).toBe('EXPRESSION_TYPE')
  })
})

describe('ranges', () => {
  it('go from number to number and from character to character, whatever the step', () => {
    expect(render('{{ 1..3 }}{{ range(5, 1, -2) }}{{ 3..1 }}{{ range("a", "g", 3) }}{{ "c".."a" }}')).toBe(
      '[1,2,3][5,3,1][]["a","d","g"][]',
    )
    expect(render('{{ range(9007199254740990, 9007199254740993) }}')).toBe(
      '[9007199254740990,9007199254740991,9007199254740992,9007199254740993]',
    )
  })

  it('are refused between different kinds, with a step of 0, and when they are too long', () => {
    expect([
      code('{{ 1.."a" }}'),
      code('{{ range(1, 2, 0) }}'),
      code('{{ range(1, 2, "x") }}'),
      code('{{ 0..9223372036854775807 }}'),
    ]).toEqual(['EXPRESSION_TYPE', 'EXPRESSION_VALUE', 'EXPRESSION_TYPE', 'EXPRESSION_LIMIT'])
  })
})
