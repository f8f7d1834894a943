import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'

describe.each(DATABASES)('records on %s', (kind) => {
  const open = useDatabase(kind)

  it('counts writes of a key, however many come at once, and keeps the value out of the audit log', async () => {
    const { engine, caller, storage } = await (await open()).harness()
    const put = (value: string) =>
      engine.client.putKv(caller, { namespace: 'company.team', key: 'k', type: 'STRING', value })
    const written = await Promise.all(['one', 'two', 'three'].map(put))
    expect(written.map((entry) => entry.revision)).toEqual([1, 2, 3])
    expect(await storage.kv.find('main', 'company.team', 'k')).toMatchObject({ value: 'three', revision: 3 })
    const events = await storage.audit.read('main', 0, 10)
    expect(events.map((event) => event.action)).toEqual(['kv.written', 'kv.written', 'kv.written'])
    expect(JSON.stringify(events)).not.toContain('three')
  })

  it('deletes a key once, and refuses keys and lifetimes that cannot be', async () => {
    const { engine, caller } = await (await open()).harness()
    const { client } = engine
    const entry = { namespace: 'company.team', key: 'k', type: 'STRING', value: 'x' } as const
    await client.putKv(caller, entry)
    expect(await client.deleteKv(caller, 'company.team', 'k')).toBe(true)
    expect(await client.deleteKv(caller, 'company.team', 'k')).toBe(false)
    await expect(client.putKv(caller, { ...entry, key: '-k' })).rejects.toMatchObject({ code: 'KV_INVALID' })
    await expect(client.putKv(caller, { ...entry, ttlMs: -1 })).rejects.toMatchObject({ code: 'KV_INVALID' })
  })

  it('treats a key whose time has passed as gone', async () => {
    const { engine, caller, save, run, advance, execution, outputs } = await (await open()).harness()
    const entry = { namespace: 'company.team', key: 'k', type: 'STRING', value: 'here' } as const
    await engine.client.putKv(caller, { ...entry, ttlMs: 1_000 })
    await save(`{ id: read, namespace: company.team, tasks: [{ id: a, type: test.Return, value: "{{ kv('k') }}" }] }`)
    const early = await run('read')
    expect(await outputs(early.id, 'a')).toEqual({ value: 'here' })
    await advance(1_000)
    const late = await run('read')
    expect((await execution(late.id)).state).toBe('FAILED')
  })

  it('creates and revokes tokens and tenants, each with its event', async () => {
    const { engine, caller, storage, audit } = await (await open()).harness()
    const { client } = engine
    const token = await client.createToken(caller, { id: 't1', name: 'ci', hash: 'abc', expiresAt: null })
    expect(token).toMatchObject({ createdBy: 'Ana', revokedAt: null })
    await client.revokeToken(caller, 't1')
    await client.revokeToken(caller, 't1')
    expect((await storage.tokens.list('main'))[0]?.revokedAt).not.toBeNull()
    await expect(client.revokeToken(caller, 't2')).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' })
    await client.createTenant(caller, 'demo')
    await client.createTenant(caller, 'demo')
    expect(await storage.tenants.list()).toContain('demo')
    await client.record([
      {
        tenant: 'main',
        at: 1,
        actor: caller.actor,
        action: 'auth.login',
        target: { kind: 'user', id: 'ana' },
        origin: caller.origin,
        body: {},
      },
    ])
    expect(await audit()).toEqual(['token.created', 'token.revoked', 'tenant.created', 'auth.login'])
  })
})
