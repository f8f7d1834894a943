import { describe, expect, it } from 'vitest'
import { Decimal } from '../value/decimal.ts'
import { convertProperty, PropertyTypeError } from './convert-property.ts'

describe('a rendered text as a property', () => {
  it.each([
    ['String', ' x ', ' x '],
    ['String', '', ''],
    ['Boolean', ' TRUE ', true],
    ['Boolean', '1', true],
    ['Boolean', 'False', false],
    ['Boolean', '0', false],
    ['Boolean', ' ', null],
    ['Integer', '+12', 12],
    ['Integer', '-12.9', -12],
    ['Integer', '1e3', 1000],
    ['Integer', 'null', null],
    ['Long', '9223372036854775807', 9223372036854775807n],
    ['Long', '9007199254740991', 9007199254740991],
    ['Double', '1', Decimal.double(1)],
    ['Double', '.5e1', Decimal.double(5)],
    ['list', ' [1, {"a": 2}] ', [1, { a: 2 }]],
    ['map', '{"a": [1]}', { a: [1] }],
  ] as const)('of the type %s: %s', (type, text, expected) => {
    expect(convertProperty(text, type)).toEqual(expected)
  })

  it.each([
    ['Boolean', 'yes'],
    ['Integer', '2147483648'],
    ['Integer', '1e400'],
    ['Integer', 'twelve'],
    ['Integer', '9'.repeat(100_000)],
    ['Long', '9223372036854775808'],
    ['Double', '0x10'],
    ['Duration', 'soon'],
    ['Duration', 'P'],
    ['Duration', 'PT'],
    ['Duration', '-PT'],
    ['Duration', 'P1Y'],
    ['Duration', '9'.repeat(100_000)],
    ['list', '{"a": 1}'],
    ['list', '1.0'],
    ['list', ''],
    ['map', '[1]'],
    ['map', '1.5'],
    ['map', 'null'],
    ['map', '{"a": '],
  ] as const)('of the type %s is not %s', (type, text) => {
    expect(() => convertProperty(text, type)).toThrow(PropertyTypeError)
  })

  it.each([
    ['90', 'PT1M30S'],
    ['-1.5', 'PT-1.5S'],
    ['+3600', 'PT1H'],
    ['0', 'PT0S'],
    ['PT0S', 'PT0S'],
    ['PT5M', 'PT5M'],
    ['pt1h', 'PT1H'],
    ['P1DT2H3M4.5S', 'PT26H3M4.5S'],
    ['P2D', 'PT48H'],
    ['-PT1M', 'PT-1M'],
    ['PT-0.5S', 'PT-0.5S'],
    ['PT+1M-30S', 'PT30S'],
    ['PT1,25S', 'PT1.25S'],
    ['PT0.000000001S', 'PT0.000000001S'],
    ['-PT1H1M1S', 'PT-1H-1M-1S'],
    [' ', null],
  ])('of the type Duration: %s → %s', (text, expected) => {
    expect(convertProperty(text, 'Duration')).toBe(expected)
  })
})
