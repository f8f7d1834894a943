import { toJsonText } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { convertValue } from './convert-value.ts'

describe('Values of PostgreSQL', () => {
  it.each([
    ['json', 114],
    ['jsonb', 3802],
  ])('of the type %s keep the digits of numbers', (_name, type) => {
    const text = '{"id":9007199254740993,"share":1.0,"list":[null,true,"x"]}'
    expect(toJsonText(convertValue(type, text))).toBe(text)
  })
})
