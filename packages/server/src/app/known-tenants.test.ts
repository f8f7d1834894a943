import { describe, expect, it } from 'vitest'
import { createKnownTenants } from './known-tenants.ts'

describe('the tenants of a server', () => {
  it('are asked for once, and again for one that is not known yet', async () => {
    const stored = ['main']
    let asked = 0
    const tenants = createKnownTenants({
      async list() {
        asked += 1
        return stored
      },
    })
    expect([await tenants.resolve(undefined), await tenants.resolve('main'), asked]).toEqual(['main', 'main', 0])
    await expect(tenants.resolve('demo')).rejects.toMatchObject({ code: 'TENANT_UNKNOWN' })
    stored.push('demo')
    expect(await tenants.resolve('demo')).toBe('demo')
    await tenants.resolve('demo')
    expect(asked).toBe(2)
  })

  it('are never words that begin a path', async () => {
    const tenants = createKnownTenants({ list: async () => ['flows'] })
    await expect(tenants.resolve('Flows')).rejects.toMatchObject({ code: 'ROUTE_NOT_FOUND' })
  })
})
