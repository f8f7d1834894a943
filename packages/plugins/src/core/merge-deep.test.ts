import { expect, it } from 'vitest'
import { mergeDeep } from './merge-deep.ts'

it('merges maps at every depth and replaces all else, leaving both as they were', () => {
  const old = { a: { b: 1, c: [1] }, d: { e: 1 }, f: 1 }
  const added = { a: { c: [2], g: null }, d: 2, f: { h: 1 } }
  expect(mergeDeep(old, added)).toEqual({ a: { b: 1, c: [2], g: null }, d: 2, f: { h: 1 } })
  expect(old).toEqual({ a: { b: 1, c: [1] }, d: { e: 1 }, f: 1 })
  expect(mergeDeep(1, { a: 1 })).toEqual({ a: 1 })
  expect(mergeDeep({ a: 1 }, null)).toBeNull()
})
