import { describe, expect, it } from 'vitest'
import type { Value } from '../json/value.ts'
import { holdsSealed, isSealed, maskSealed, SEALED_TYPE, sealedTexts, sealedValue } from './sealed-value.ts'

const SEALED = { value: 'c2VhbGVk', type: SEALED_TYPE }
const DEEP: Value = { a: 1, list: [{ b: SEALED }, 'x'], c: { d: { value: 'b3RoZXI=', type: SEALED_TYPE } } }

describe('sealed values', () => {
  it('are the maps that Kestra writes', () => {
    expect(sealedValue('c2VhbGVk')).toEqual(SEALED)
    expect(isSealed(SEALED)).toBe(true)
    for (const other of [null, 'c2VhbGVk', [SEALED], { type: SEALED_TYPE }, { type: 'text', value: 'x' }])
      expect(isSealed(other)).toBe(false)
  })

  it('are found at every depth, in order', () => {
    expect(holdsSealed(DEEP)).toBe(true)
    expect(sealedTexts(DEEP)).toEqual(['c2VhbGVk', 'b3RoZXI='])
    expect(holdsSealed({ a: [1, { b: 'x' }] })).toBe(false)
    expect(sealedTexts({ a: [1, { b: 'x' }] })).toEqual([])
  })

  it('are masked, and nothing else is', () => {
    expect(maskSealed(DEEP)).toEqual({
      a: 1,
      list: [{ b: sealedValue('******') }, 'x'],
      c: { d: sealedValue('******') },
    })
    const clear = { a: [1, 'x'] }
    expect(maskSealed(clear)).toBe(clear)
  })
})
