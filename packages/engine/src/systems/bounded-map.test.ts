import { expect, it } from 'vitest'
import { BoundedMap } from './bounded-map.ts'

it('forgets what was used least recently', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.get('a')
  map.set('c', 3)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3])
})

it('keeps what must not be forgotten, even beyond its limit', () => {
  const map = new BoundedMap<string, { busy: boolean }>(1, (value) => !value.busy)
  const a = { busy: true }
  map.set('a', a)
  map.set('b', { busy: true })
  expect(map.size).toBe(2)
  a.busy = false
  map.set('c', { busy: true })
  expect(map.get('a')).toBeUndefined()
  expect(map.size).toBe(2)
})
