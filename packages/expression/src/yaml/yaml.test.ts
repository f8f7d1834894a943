import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ScopeValue } from '../scope/scope.ts'
import { Decimal } from '../value/decimal.ts'
import type { Value } from '../value/value.ts'

const engine = createExpressionEngine()
const write = (v: ScopeValue): string => engine.render('{{ v | yaml }}', { v })
const read = (text: string): Value => engine.renderTyped('{{ yaml(text) }}', { text })

describe('writing YAML', () => {
  it('indents lists by one space, and puts maps inside of lists on the next line', () => {
    expect(write({ a: [1, { b: [], c: {} }, [2, [3]]], d: { e: { f: 'x' } } })).toBe(
      ['a:', ' - 1', ' -', '  b: []', '  c: {}', ' -', '   - 2', '   -', '     - 3', 'd:', '  e:', '    f: x', ''].join(
        '\n',
      ),
    )
    expect(write([[], {}, 'a', null])).toBe(' - []\n - {}\n - a\n - null\n')
    expect(write({})).toBe('{}\n')
    expect(write([])).toBe('[]\n')
  })

  it('leaves out entries that are null, and writes numbers as Java does', () => {
    expect(write({ a: null, b: Decimal.double(1e7), c: 12345678901234567890n, d: true })).toBe(
      'b: 1.0E7\nc: 12345678901234567890\nd: true\n',
    )
  })

  it.each([
    ['plain text', 'plain text'],
    ['', '""'],
    ['true', '"true"'],
    ['No', '"No"'],
    ['null', '"null"'],
    ['12', '12'],
    ['a: b', '"a: b"'],
    ['a:', '"a:"'],
    ['a:b', 'a:b'],
    ['a #b', '"a #b"'],
    ['a#b', 'a#b'],
    ['[x]', '"[x]"'],
    ['a, b', '"a, b"'],
    ['- a', "'- a'"],
    ['-a', '-a'],
    ['*a', "'*a'"],
    ["'a'", "'''a'''"],
    ['%a', "'%a'"],
    ['@a', "'@a'"],
    [' a', "' a'"],
    ['a ', "'a '"],
    ['a\tb', '"a\\tb"'],
    ['\u0007', '"\\a"'],
    ['\u0001', '"\\x01"'],
    ['a\nb', '|-\n  a\n  b'],
    ['a\nb\n', '|\n  a\n  b'],
    ['a\n\n', '|+\n  a\n'],
    [' a\nb', '" a\\nb"'],
    ['a \nb', '"a \\nb"'],
    ['größe', 'größe'],
  ])('writes %j as %j', (text, yaml) => {
    expect(write(text)).toBe(`${yaml}\n`)
  })

  it('writes keys that need quotes in quotes, and blocks inside of maps deeper', () => {
    expect(write({ true: 1, 'a: b': 2, '- c': 3, '': 4, m: { t: 'x\ny' } })).toBe(
      '"true": 1\n"a: b": 2\n\'- c\': 3\n"": 4\nm:\n  t: |-\n    x\n    y\n',
    )
  })

  it('writes what YAML reads back', () => {
    const value = { list: ['a', '1.5', 'x: y', 'multi\nline\n', '# no'], map: { 'key with: colon': 'v' }, n: 5 }
    expect(read(write(value))).toEqual({ ...value, list: ['a', Decimal.double(1.5), 'x: y', 'multi\nline\n', '# no'] })
  })

  it('writes entries, characters and loops like their parts', () => {
    expect(
      engine.render(
        '{% for e in {"a": "xy"} %}{{ e | yaml }}{{ (e.value | first) | yaml }}{{ loop | yaml }}{% endfor %}',
        {},
      ),
    ).toBe('a: xy\nx\nindex: 0\nlength: 1\nrevindex: 0\nfirst: true\nlast: true\n')
  })
})

describe('reading YAML', () => {
  it.each([
    ['yes', true],
    ['Off', false],
    ['n', false],
    ['~', null],
    ['Null', null],
    ['010', 8],
    ['0x1F', 31],
    ['0b101', 5],
    ['-1_000', -1000],
    ['12345678901234567890', 12345678901234567890n],
    ['1.50', Decimal.double(1.5)],
    ['1e3', Decimal.double(1000)],
    ['.5', Decimal.double(0.5)],
    ['-.inf', Decimal.double(Number.NEGATIVE_INFINITY)],
    ['.nan', Decimal.double(Number.NaN)],
    ['2024-01-02', '2024-01-02'],
    ['1:30', '1:30'],
    ['"yes"', 'yes'],
    ["'12'", '12'],
    ['!!str 12', '12'],
    ['a b', 'a b'],
    ['08', '08'],
  ])('%s is %s', (text, value) => {
    expect(read(text)).toEqual(value)
  })

  it('reads the first document, nested structures, and texts over several lines', () => {
    expect(read('a: 1\nb: [x, {c: d}]\ne: |\n  f\n  g\n1: h\n---\nsecond: 2')).toEqual({
      a: 1,
      b: ['x', { c: 'd' }],
      e: 'f\ng\n',
      '1': 'h',
    })
    expect(read('a: 1\na: 2')).toEqual({ a: 2 })
    expect(read('a:\n')).toEqual({ a: null })
  })

  it.each(['', '# only a comment', 'a: [', '"open', 'a: &x 1\nb: *x', '\t- a'])('refuses %j', (text) => {
    expect(() => read(text)).toThrow('Invalid YAML')
  })
})
