import { describe, expect, it } from 'vitest'
import { nestValues } from './nest-values.ts'

describe('nestValues', () => {
  it('makes maps of dotted ids', () => {
    expect(
      nestValues([
        ['a.b.c', 1],
        ['a.d', 2],
        ['e', 3],
      ]),
    ).toEqual({ values: { a: { b: { c: 1 }, d: 2 }, e: 3 }, conflicts: [] })
  })

  it('tells which ids find no place', () => {
    const { values, conflicts } = nestValues([
      ['a', 1],
      ['a.b', 2],
      ['c.d', 3],
      ['c', 4],
      ['c.d', 5],
    ])
    expect(values).toEqual({ a: 1, c: { d: 3 } })
    expect(conflicts).toEqual(['a.b', 'c', 'c.d'])
  })

  it('adds nothing to a value that happens to be a map', () => {
    const json = { x: 1 }
    expect(
      nestValues([
        ['a', json],
        ['a.y', 2],
      ]).conflicts,
    ).toEqual(['a.y'])
    expect(json).toEqual({ x: 1 })
  })
})
