import { describe, expect, it } from 'vitest'
import { base62, createIds } from './ids.ts'

describe('ids', () => {
  it('are 22 base-62 characters, unique, and sort in order of creation', () => {
    let now = 1_700_000_000_000
    const ids = createIds({ now: () => now })
    const made: string[] = []
    for (let i = 0; i < 20_000; i++) {
      if (i % 9000 === 0) now += 1
      made.push(ids.next())
    }
    expect(new Set(made).size).toBe(made.length)
    expect([...made].sort()).toEqual(made)
    for (const id of made.slice(0, 100)) expect(id).toMatch(/^[0-9A-Za-z]{22}$/)
  })

  it('go on growing when the clock steps back', () => {
    let now = 1_700_000_000_000
    const ids = createIds({ now: () => now })
    const before = ids.next()
    now -= 5000
    expect(ids.next() > before).toBe(true)
  })

  it('write a 128-bit number exactly', () => {
    expect(base62([0, 0, 0, 0, 0, 0, 0, 61])).toBe('000000000000000000000z')
    expect(base62([0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff])).toBe('7n42DGM5Tflk9n8mt7Fhc7')
  })
})
