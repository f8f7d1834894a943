import { describe, expect, it } from 'vitest'
import { compileTextPattern } from './text-pattern.ts'

function matches(source: string, text: string): boolean | null | string {
  const result = compileTextPattern(source)
  return result.ok ? result.pattern.matches(text) : result.reason
}

describe('a pattern for whole texts', () => {
  it('must match all of a text, also where an earlier alternative matches its beginning', () => {
    expect(matches('a|ab', 'ab')).toBe(true)
    expect(matches('[a-z]+', 'abc')).toBe(true)
    expect(matches('[a-z]+', 'abc1')).toBe(false)
    expect(matches('[a-z]+', ' abc')).toBe(false)
    expect(matches('[a-z]+', 'abc\n')).toBe(false)
    expect(matches('^[a-z]+$', 'abc')).toBe(true)
    expect(matches('', '')).toBe(true)
  })

  it("is one of Java's", () => {
    expect(matches('(?i)[a-z&&[^x]]++', 'ABC')).toBe(true)
    expect(matches('(?i)[a-z&&[^x]]++', 'AXC')).toBe(false)
    expect(matches('\\p{Lu}\\w*', 'ärger')).toBe(false)
    expect(matches('\\p{Lu}\\w*', 'Axe')).toBe(true)
  })

  it('says where it is wrong', () => {
    expect(matches('a(b', 'ab')).toMatch(/wrong at its character/)
    expect(matches('a)|(b', 'a')).toMatch(/wrong at its character/)
  })

  it('gives up on texts that take too long, always on the same ones', () => {
    expect(matches('(a+)+b', 'a'.repeat(12))).toBe(false)
    expect(matches('(a+)+b', 'a'.repeat(60))).toBeNull()
    expect(matches('.*.*.*=.*', 'x'.repeat(20_000))).toBeNull()
    expect(matches('[a-z]*', 'x'.repeat(200_000))).toBe(true)
  })
})
