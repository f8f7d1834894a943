import { Decimal } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { readLiteral } from './read-literal.ts'

describe('a literal', () => {
  it.each([
    ['"hello"', 'STRING', 'hello'],
    ['hello', 'STRING', 'hello'],
    ['42', 'NUMBER', 42],
    ['-7', 'NUMBER', -7],
    ['9007199254740993', 'NUMBER', 9007199254740993n],
    ['true', 'BOOLEAN', true],
    ['null', 'STRING', null],
    ['{"a":[1]}', 'JSON', { a: [1] }],
    ['[1,2]', 'JSON', [1, 2]],
    ["{a: 'x', b: [1, 2]}", 'JSON', { a: 'x', b: [1, 2] }],
    ['2021-09-01', 'DATE', '2021-09-01'],
    ['2021-09-01T01:02:03Z', 'DATETIME', '2021-09-01T01:02:03Z'],
    ['2021-09-01T01:02:03.5+02:00', 'DATETIME', '2021-08-31T23:02:03.500Z'],
    ['"PT5S"', 'DURATION', 'PT5S'],
    ['PT5S', 'DURATION', 'PT5S'],
    ['"http://x.org/a"', 'STRING', 'http://x.org/a'],
    ['{oops', 'STRING', '{oops'],
    ['"2021-09-01"', 'STRING', '2021-09-01'],
  ])('%s is a %s', (source, type, value) => {
    expect(readLiteral(source)).toEqual({ type, value })
  })

  it('keeps the fraction of a decimal', () => {
    const { type, value } = readLiteral('1.50')
    expect([type, value instanceof Decimal, String(value)]).toEqual(['NUMBER', true, '1.5'])
  })

  it.each(['hello world', 'http://x.org/a', 'a: 1', '2021-13-45', '2021-02-30', 'P', 'PT', '*alias', 'two\nlines\n'])(
    'keeps the text %j whole, where Kestra would cut or refuse it',
    (source) => {
      expect(readLiteral(source)).toEqual({ type: 'STRING', value: source })
    },
  )
})
