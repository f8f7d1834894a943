import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'

const flow = (message: string) =>
  `id: greet\nnamespace: company.team\ntasks:\n  - { id: a, type: test.Log, message: ${message} }\n`

describe.each(DATABASES)('flows on %s', (kind) => {
  const open = useDatabase(kind)

  it('counts revisions: an unchanged update keeps its own, and a flow that was deleted counts on', async () => {
    const { engine, caller, storage, audit } = await (await open()).harness()
    const save = async (source: string, mode: 'create' | 'update' | 'upsert') =>
      (await engine.client.saveFlow(caller, { source, mode })).revision
    expect(await save(flow('one'), 'create')).toBe(1)
    expect(await save(flow('one'), 'update')).toBe(1)
    expect(await save(flow('two'), 'update')).toBe(2)
    await engine.client.deleteFlow(caller, 'company.team', 'greet')
    expect(await storage.flows.find('main', 'company.team', 'greet')).toBeNull()
    expect(await storage.flows.find('main', 'company.team', 'greet', { allowDeleted: true })).toMatchObject({
      revision: 3,
      deleted: true,
    })
    expect(await save(flow('two'), 'create')).toBe(4)
    expect(await audit()).toEqual(['flow.created', 'flow.updated', 'flow.deleted', 'flow.created'])
  })

  it('refuses what cannot be saved, each in its own words', async () => {
    const { engine, caller } = await (await open()).harness()
    const { client } = engine
    await client.saveFlow(caller, { source: flow('one'), mode: 'create' })
    const save = (source: string, more: Partial<Parameters<typeof client.saveFlow>[1]>) =>
      client.saveFlow(caller, { source, mode: 'update', ...more })
    await expect(save(flow('one'), { mode: 'create' })).rejects.toMatchObject({ code: 'FLOW_EXISTS' })
    await expect(save(flow('one').replace('greet', 'other'), {})).rejects.toMatchObject({ code: 'FLOW_NOT_FOUND' })
    await expect(save(flow('one'), { id: 'other' })).rejects.toMatchObject({ code: 'FLOW_ID_CHANGED' })
    await expect(save('id: greet\nnamespace: company.team\ntasks: []\n', {})).rejects.toMatchObject({
      code: 'FLOW_INVALID',
      diagnostics: [expect.objectContaining({ severity: 'error' })],
    })
    await expect(client.deleteFlow(caller, 'company.team', 'other')).rejects.toMatchObject({ code: 'FLOW_NOT_FOUND' })
  })

  it('gives two people who save at once different revisions', async () => {
    const { engine, caller } = await (await open()).harness()
    const saved = await Promise.all(
      ['a', 'b', 'c'].map((text) => engine.client.saveFlow(caller, { source: flow(text), mode: 'upsert' })),
    )
    expect(saved.map((one) => one.revision).sort()).toEqual([1, 2, 3])
  })

  it('runs the newest revision from the next start on, and started executions on their own', async () => {
    const { engine, caller, save, run, execution, messages, settle } = await (await open()).harness()
    const gated = (text: string) => `
id: gated
namespace: company.team
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause }
  - { id: say, type: test.Log, message: ${text} }
`
    await save(gated('old'))
    const first = await run('gated')
    await save(gated('new'))
    const second = await run('gated')
    await engine.client.deleteFlow(caller, 'company.team', 'gated')
    for (const { id } of [first, second]) {
      await engine.client.decide(caller, { address: { executionId: id }, inputs: null })
    }
    await settle()
    expect(await messages(first.id)).toEqual(['old'])
    expect(await messages(second.id)).toEqual(['new'])
    expect((await execution(second.id)).flowRevision).toBe(2)
    await expect(run('gated')).rejects.toMatchObject({ code: 'FLOW_NOT_FOUND' })
  })

  it('checks a flow without saving it', async () => {
    const { engine } = await (await open()).harness()
    const check = await engine.client.checkFlow(
      'main',
      'id: x\nnamespace: company.team\ntasks:\n  - { id: a, type: nope }\n',
    )
    expect(check).toMatchObject({ namespace: 'company.team', id: 'x' })
    expect(check.diagnostics.length).toBeGreaterThan(0)
  })
})
