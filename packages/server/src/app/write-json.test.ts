import { parseJson } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { writeJson } from './write-json.ts'

describe('JSON of answers', () => {
  it('keeps decimals and long integers as they were', () => {
    const value = parseJson('{"a":1.0,"b":12345678901234567890,"c":[2.50,9007199254740993]}')
    expect(writeJson({ value })).toBe('{"value":{"a":1.0,"b":12345678901234567890,"c":[2.5,9007199254740993]}}')
  })

  it('leaves out what is undefined, also beside long integers', () => {
    expect(writeJson({ a: undefined, b: null, c: [1, undefined] })).toBe('{"b":null,"c":[1,null]}')
    expect(writeJson({ a: undefined, b: 1n, c: { d: undefined } })).toBe('{"b":1,"c":{}}')
  })
})
