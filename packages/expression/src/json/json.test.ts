import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../value/decimal.ts'
import type { Value } from '../value/value.ts'
import { JsonSyntaxError } from './json-syntax-error.ts'
import { parseJson } from './parse-json.ts'
import { readJson } from './read-json.ts'
import { stringifyJson } from './stringify-json.ts'

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger().map((number) => number + 0),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => Decimal.double(number)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value

const anySize = () => {}

describe('JSON without loss', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(value, (original) => {
        const text = stringifyJson(original)
        expect(stringifyJson(parseJson(text))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps decimals and long integers what they are', () => {
    expect(parseJson('[1, 1.0, -0.5, 1e3, 9007199254740991, 9007199254740993, -12345678901234567890]')).toEqual([
      1,
      Decimal.double(1),
      Decimal.double(-0.5),
      Decimal.double(1000),
      9007199254740991,
      9007199254740993n,
      -12345678901234567890n,
    ])
    expect(
      stringifyJson({ a: Decimal.double(1), b: [9007199254740993n], c: Decimal.double(Number.NaN), d: null }),
    ).toBe('{"a":1.0,"b":[9007199254740993],"c":"NaN","d":null}')
  })

  it('reads the same with the platform parser and with its own', () => {
    const text = '{"a":[true,false,null,"\\u00e9\\n\\"\\\\\\/\\b\\f\\r\\t"],"":{},"x":[[]]}'
    expect(parseJson(text)).toEqual(parseJson(` ${text.slice(0, -1)},"d":0.0}`.replace(',"d":0.0', '')))
    expect(parseJson(`[1.5,${text}]`)).toEqual([Decimal.double(1.5), JSON.parse(text)])
  })

  it('keeps keys that are names of the platform as plain entries', () => {
    const parsed = parseJson('{"__proto__":1.5,"constructor":2}')
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
    expect(Object.keys(parsed as object)).toEqual(['__proto__', 'constructor'])
  })

  it.each([
    ['', 'a value is missing', 0],
    ['{"a":1.5,}', 'a key in double quotes', 9],
    ['{"a" 1.5}', 'a colon', 5],
    ['{"a":1.5', 'a comma or `}`', 8],
    ['[1.5', 'a comma or `]`', 4],
    ['"abc', 'not closed', 4],
    ['"a\nb"', 'control character', 2],
    ['"\\x"', 'escape', 3],
    ['"\\u12g4"', 'escape', 3],
    ['01', 'followed by other characters', 1],
    ['1.5x', 'followed by other characters', 3],
    ['truex', 'followed by other characters', 4],
    ['1.5 2', 'something follows', 4],
    ['nul', 'a value is missing', 0],
  ])('says where %j is wrong', (text, reason, offset) => {
    let error: unknown
    try {
      parseJson(text)
    } catch (caught) {
      error = caught
    }
    if (!(error instanceof JsonSyntaxError)) throw new Error('nothing was refused')
    expect(error.message).toContain(reason)
    expect(error.offset).toBe(offset)
  })

  it('refuses nesting beyond a thousand', () => {
    expect(() => parseJson(`1.5${''}`.replace('1.5', `${'['.repeat(1000)}1.5${']'.repeat(1000)}`))).not.toThrow()
    expect(() => readJson(`${'['.repeat(1001)}${']'.repeat(1001)}`, anySize)).toThrow(JsonSyntaxError)
  })

  it('keeps the order of keys that look like integers where templates see them', () => {
    expect([...(readJson('{"b":1,"10":2,"9":3} trailing', anySize) as ReadonlyMap<string, number>).keys()]).toEqual([
      'b',
      '10',
      '9',
    ])
  })
})
