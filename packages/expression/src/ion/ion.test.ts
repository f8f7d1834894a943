import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ScopeValue } from '../scope/scope.ts'
import { Decimal } from '../value/decimal.ts'
import type { Value } from '../value/value.ts'

const engine = createExpressionEngine()
const write = (v: ScopeValue): string => engine.render('{{ v | toIon }}', { v })
const read = (text: string, all = false): Value => engine.renderTyped('{{ fromIon(text, all) }}', { text, all })

describe('writing Ion', () => {
  it.each([
    ['a"b\\c\n\u0001', '"a\\"b\\\\c\\n\\x01"'],
    [12, '12'],
    [12345678901234567890n, '12345678901234567890'],
    [true, 'true'],
    [Decimal.double(1.5), '1.5e0'],
    [Decimal.double(1), '1e0'],
    [Decimal.double(1e7), '1e7'],
    [Decimal.double(Number.NaN), 'nan'],
    [Decimal.double(Number.NEGATIVE_INFINITY), '-inf'],
    [Decimal.float(1.123), '1.1230000257492065e0'],
    [Decimal.big(150n, 2), '1.50'],
    [Decimal.big(7n, 0), '7.'],
    [0.5, '0.5e0'],
  ])('writes %s', (value, text) => {
    expect(write(value)).toBe(text)
  })

  it('writes structures, quotes names that need it, and keeps nulls', () => {
    expect(write({ a: [1, null], 'b-c': {}, true: 1, $1: 2, "it's": 3 })).toBe(
      "{a:[1,null],'b-c':{},'true':1,'$1':2,'it\\'s':3}",
    )
    expect(
      engine.render(
        '{% for e in {"k": "xy"} %}{{ e | toIon }}{{ (e.value | last) | toIon }}{{ loop | toIon }}{% endfor %}',
        {},
      ),
    ).toBe('{k:"xy"}"y"{index:0,length:1,revindex:0,first:true,last:true}')
  })
})

describe('reading Ion', () => {
  it.each([
    [
      '{a: "x", \'b c\': [1, 2.5e0, 1.50, null, null.int, true], "d": {}}',
      { a: 'x', 'b c': [1, Decimal.double(2.5), Decimal.big(150n, 2), null, null, true], d: {} },
    ],
    ['annotation::5', 5],
    ["'quoted note'::a::[x, 'y z']", ['x', 'y z']],
    ['(+ 1 (a.b "c"))', ['+', 1, ['a', '.', 'b', 'c']]],
    ['2024-02-29T13:05:09.123Z', '2024-02-29T13:05:09.123Z'],
    ['2024-02-29', '2024-02-29'],
    ['2024T', '2024T'],
    ["'''a\n''' '''b'''", 'a\nb'],
    ['"\\u00e9\\x41\\n\\\\\\U0001F600"', 'éA\n\\😀'],
    ['0xFF', 255],
    ['-0b11', -3],
    ['1_000', 1000],
    ['+inf', Decimal.double(Number.POSITIVE_INFINITY)],
    ['nan', Decimal.double(Number.NaN)],
    ['1d-2', Decimal.big(1n, 2)],
    ['{{ aGVs bG8= }}', 'aGVsbG8='],
    ['{{"clob"}}', 'clob'],
    ['// comment\n/* more */ $ion_1_0 7', 7],
    ['$ion_1_0', null],
  ] as const)('reads %s', (text, value) => {
    expect(read(text)).toEqual(value)
  })

  it('reads one value, or all of them', () => {
    expect(read('1 2 {a:3}')).toBe(1)
    expect(read('1 2\n{a:3}', true)).toEqual([1, 2, { a: 3 }])
    expect(read('', true)).toEqual([])
  })

  it.each([
    '{a 1}',
    '{a: 1',
    '[1 2]',
    '[1, 2',
    '"open',
    '"a\nb"',
    "'''open",
    '{{ abc',
    '{{"x" }',
    'null.nothing',
    '1.2.3',
    '0123',
    '"\\q"',
    '}',
    '{1: 2}',
  ])('refuses %s', (text) => {
    expect(() => read(text)).toThrow('Invalid Ion')
  })

  it('stops at nesting that is too deep', () => {
    expect(() => read('['.repeat(2000))).toThrow('more than 1000 deep')
  })
})
