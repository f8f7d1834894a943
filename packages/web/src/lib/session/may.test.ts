import type { Me } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { may } from './may.ts'

const me: Me = {
  id: 'u',
  kind: 'user',
  username: 'max',
  name: 'Max',
  superAdmin: false,
  tenants: [{ id: 'demo', permissions: ['approval:decide'] }],
}

describe('what a person may do', () => {
  it('goes by the rights of the tenant', () => {
    expect(may(me, 'demo', 'approval:decide')).toBe(true)
    expect(may(me, 'demo', 'flow:write')).toBe(false)
  })

  it('is everything for those who may everything', () => {
    expect(may({ ...me, superAdmin: true }, 'demo', 'flow:write')).toBe(true)
  })

  it('is left to the server where the rights are not known', () => {
    expect(may(undefined, 'demo', 'flow:write')).toBe(true)
    expect(may(null, 'demo', 'flow:write')).toBe(true)
    expect(may(me, 'main', 'flow:write')).toBe(true)
  })
})
