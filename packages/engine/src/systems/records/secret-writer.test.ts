import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createTestEncryption } from '../../testing/test-encryption.ts'

const PLACE = { namespace: 'company.team', name: 'token' } as const
const READ = `{ id: read, namespace: company.team, tasks: [{ id: a, type: test.Return, value: "{{ secret('TOKEN') }}" }] }`

describe.each(DATABASES)('secrets of the database on %s', (kind) => {
  const open = useDatabase(kind)

  it('are found in the namespace, then in its parents, then outside', async () => {
    const { engine, caller, save, run, outputs } = await (await open()).harness({ secrets: { TOKEN: 'outside' } })
    const { client } = engine
    await save(READ)
    const read = async () => outputs((await run('read')).id, 'a')
    expect(await read()).toEqual({ value: 'outside' })
    await client.putSecret(caller, { ...PLACE, namespace: 'company', value: 'above' })
    expect(await read()).toEqual({ value: 'above' })
    await client.putSecret(caller, { ...PLACE, value: 'own' })
    expect(await read()).toEqual({ value: 'own' })
    await client.deleteSecret(caller, 'company.team', 'Token')
    expect(await read()).toEqual({ value: 'above' })
  })

  it('are never written down in clear, and each change is in the audit log', async () => {
    const { engine, caller, storage, audit } = await (await open()).harness()
    const { client } = engine
    const first = await client.putSecret(caller, { ...PLACE, value: 'hunter2', description: 'd' })
    expect(first).toMatchObject({ key: 'TOKEN', name: 'token', version: 1, description: 'd', tags: [] })
    const tags = [{ key: 'team', value: 'hr' }]
    const described = await client.describeSecret(caller, { ...PLACE, tags })
    expect(described).toMatchObject({ version: 2, description: 'd', tags, sealed: first.sealed })
    await client.deleteSecret(caller, PLACE.namespace, PLACE.name)
    expect(await audit()).toEqual(['secret.written', 'secret.written', 'secret.deleted'])
    const all = JSON.stringify([first, described, await storage.audit.read('main', 0, 10)])
    expect(all).not.toContain('hunter2')
  })

  it('are refused with a name or value that cannot be kept, and changed only where they are', async () => {
    const { engine, caller } = await (await open()).harness()
    const { client } = engine
    for (const wrong of [{ name: '-x' }, { name: '' }, { value: '' }, { value: 'x'.repeat(64 * 1024 + 1) }])
      await expect(client.putSecret(caller, { ...PLACE, value: 'y', ...wrong })).rejects.toMatchObject({
        code: 'SECRET_INVALID',
      })
    for (const change of [
      client.describeSecret(caller, { ...PLACE, description: 'd' }),
      client.deleteSecret(caller, PLACE.namespace, PLACE.name),
    ])
      await expect(change).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' })
  })

  it('are sealed anew with the newest key, after which the old one is not needed', async () => {
    const opened = await open()
    const first = await opened.harness({ encryption: createTestEncryption('old') })
    await first.engine.client.createTenant(first.caller, 'demo')
    for (const tenant of ['main', 'demo'])
      await first.engine.client.putSecret({ ...first.caller, tenant }, { ...PLACE, value: `of ${tenant}` })
    await first.engine.close()

    const second = await opened.harness({ idPrefix: 'b', encryption: createTestEncryption('new', 'old') })
    expect(await second.engine.client.resealSecrets(second.caller)).toBe(2)
    expect(await second.engine.client.resealSecrets(second.caller)).toBe(0)
    const events = await second.storage.audit.read('demo', 0, 10)
    expect(events.at(-1)).toMatchObject({ action: 'secret.resealed', actor: { kind: 'system' } })
    await second.engine.close()

    const third = await opened.harness({ idPrefix: 'c', encryption: createTestEncryption('new') })
    await third.save(READ)
    expect(await third.outputs((await third.run('read')).id, 'a')).toEqual({ value: 'of main' })
  })

  it('that no key opens fail the task in words', async () => {
    const opened = await open()
    const first = await opened.harness({ encryption: createTestEncryption('old') })
    await first.engine.client.putSecret(first.caller, { ...PLACE, value: 'hunter2' })
    await first.engine.close()
    const { save, run, execution, messages } = await opened.harness({ idPrefix: 'b', encryption: null })
    await save(READ)
    const { id } = await run('read')
    expect((await execution(id)).state).toBe('FAILED')
    expect(await messages(id)).toEqual([expect.stringContaining('no encryption key')])
  })
})
