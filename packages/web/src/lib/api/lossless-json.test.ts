import { describe, expect, it } from 'vitest'
import { parseJson, printJson } from './lossless-json.ts'

describe('JSON with long numbers', () => {
  it('keeps whole numbers beyond 2^53 as they are, there and back', () => {
    const text = '{"id":9007199254740993,"list":[12345678901234567890,1],"half":0.5}'
    const value = parseJson(text)
    expect(value).toEqual({ id: 9007199254740993n, list: [12345678901234567890n, 1], half: 0.5 })
    expect(JSON.stringify(JSON.parse(printJson({ a: 1 })))).toBe('{"a":1}')
    expect(printJson(value).replace(/\s/g, '')).toBe(text)
  })

  it('is JSON as ever where no number is long', () => {
    expect(parseJson('{"a":[1,"12345678901234567"]}')).toEqual({ a: [1, '12345678901234567'] })
    expect(printJson({ a: [1, 'x'] })).toBe('{\n  "a": [\n    1,\n    "x"\n  ]\n}')
  })
})
