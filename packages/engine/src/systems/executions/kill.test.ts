import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

const CHILD = `
id: child
namespace: company.team
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause }
`
const PARENT = `
id: parent
namespace: company.team
tasks:
  - { id: sub, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: child }
  - { id: after, type: test.Log, message: never }
`

describe.each(DATABASES)('killing and deleting on %s', (kind) => {
  const open = useDatabase(kind)

  it('kills a running execution at once and stops its worker', async () => {
    const effect = createScriptedTask()
    const { save, engine, caller, execution, states, settle } = await (await open()).harness({
      effects: [effect.task],
    })
    await save(
      '{ id: slow, namespace: company.team, tasks: [{ id: a, type: test.Effect }, { id: b, type: test.Log, message: no }] }',
    )
    const { client } = engine
    const create = { namespace: 'company.team', flowId: 'slow', inputs: new Map(), labels: [] }
    const { id } = await client.createExecution(caller, create)
    await expect.poll(() => effect.runs.length).toBe(1)
    await client.kill(caller, id)
    await settle()
    expect((await execution(id)).histories.map((entry) => entry.state)).toEqual([
      'CREATED',
      'RUNNING',
      'KILLING',
      'KILLED',
    ])
    expect(await states(id)).toEqual(['a KILLED'])
    expect(effect.runs[0]?.context.signal.aborted).toBe(true)
    await expect(client.kill(caller, id)).rejects.toMatchObject({ code: 'EXECUTION_FINISHED' })
    await expect(client.kill(caller, id, { cascade: true })).resolves.toBeUndefined()
    await expect(client.kill(caller, 'nothing')).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
  })

  it('withdraws the requests of a killed execution: an answer afterwards learns who did it', async () => {
    const { save, run, engine, caller, execution, requests, audit, settle } = await (await open()).harness()
    await save(CHILD)
    const { id } = await run('child')
    await engine.client.kill(caller, id)
    await settle()
    expect((await execution(id)).state).toBe('KILLED')
    const [request] = await requests(id)
    expect(request).toMatchObject({ status: 'WITHDRAWN', settlement: { by: { name: 'Ana' } } })
    const answer = { address: { requestId: request?.id ?? '' }, inputs: null }
    await expect(engine.client.decide(caller, answer)).rejects.toMatchObject({ code: 'APPROVAL_ALREADY_DECIDED' })
    expect((await audit()).slice(-3)).toEqual(['approval.withdrawn', 'execution.killed', 'approval.late'])
  })

  it('kills the children of a killed execution, and theirs', async () => {
    const { save, run, engine, caller, storage, execution, settle } = await (await open()).harness()
    await save(CHILD)
    await save(PARENT)
    await save(PARENT.replace('id: parent', 'id: grandparent').replace('flowId: child', 'flowId: parent'))
    const { id } = await run('grandparent')
    const all = await storage.executions.search('main', {}, { page: 1, size: 10, sort: [] })
    expect(all.items.map((one) => `${one.flowId} ${one.state}`).sort()).toEqual([
      'child PAUSED',
      'grandparent RUNNING',
      'parent RUNNING',
    ])
    await engine.client.kill(caller, id)
    await settle()
    for (const one of all.items) expect((await execution(one.id)).state).toBe('KILLED')
  })

  it('deletes what has ended, and the rest only when forced, telling whoever waits', async () => {
    const { save, run, engine, caller, storage, execution, states, requests, settle } = await (await open()).harness()
    await save(CHILD)
    await save(PARENT)
    const { id } = await run('parent')
    const [childId = ''] = await storage.executions.liveChildren(id)
    await expect(engine.client.deleteExecution(caller, childId)).rejects.toMatchObject({
      code: 'EXECUTION_NOT_FINISHED',
    })
    await engine.client.deleteExecution(caller, childId, { force: true })
    await settle()
    expect(await storage.executions.find('main', childId)).toBeNull()
    expect((await requests(childId))[0]).toMatchObject({ status: 'WITHDRAWN' })
    expect((await states(id))[0]).toBe('sub KILLED')
    await expect(engine.client.deleteExecution(caller, childId)).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
    expect((await execution(id)).endedAt).not.toBeNull()
    await engine.client.deleteExecution(caller, id)
    expect(await storage.executions.find('main', id)).toBeNull()
  })
})
