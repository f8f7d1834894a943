import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'

const FAILING = `
id: failing
namespace: company.team
tasks:
  - { id: a, type: test.Return, value: a }
  - { id: f, type: test.Fail }
  - { id: z, type: test.Return, value: "{{ outputs.a.value }}" }
errors: [ { id: e, type: test.Log, message: sorry } ]
`
const GATED = `
id: gated
namespace: company.team
tasks:
  - { id: p, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT1H, behavior: FAIL }
  - { id: z, type: test.Return, value: z }
`
const CALLING = `
id: calling
namespace: company.team
tasks:
  - { id: s, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: gated }
  - { id: z, type: test.Return, value: z }
`

const taskRunOf = async ({ taskRuns }: EngineHarness, id: string, taskId: string) =>
  (await taskRuns(id)).find((run) => run.taskId === taskId)?.id ?? ''
const historyOf = async ({ execution }: EngineHarness, id: string) =>
  (await execution(id)).histories.map((entry) => entry.state).join()

describe.each(DATABASES)('states changed by hand on %s', (kind) => {
  const open = useDatabase(kind)
  const started = async (...flows: string[]) => {
    const harness = await (await open()).harness()
    for (const flow of flows) await harness.save(flow)
    return harness
  }

  it('goes on after a task run that a person took for a success, and says who and why', async () => {
    const harness = await started(FAILING)
    const { engine, caller, run, states, outputs, settle, storage } = harness
    const { id } = await run('failing')
    const taskRunId = await taskRunOf(harness, id, 'f')
    const change = { taskRunId, state: 'SUCCESS', reason: 'paid by hand' } as const
    const changed = await engine.client.changeTaskState(caller, id, change)
    expect(changed).toMatchObject({ state: 'RESTARTED', attemptNumber: 2 })
    await settle()
    expect(await states(id)).toEqual(['a SUCCESS', 'f SUCCESS', 'z SUCCESS'])
    expect(await historyOf(harness, id)).toBe('CREATED,RUNNING,FAILED,RESTARTED,RUNNING,SUCCESS')
    expect(await outputs(id, 'z')).toEqual({ value: 'a' })
    const event = (await storage.audit.read('main', 0, 100)).at(-1)
    expect(event).toMatchObject({
      action: 'execution.task_state_changed',
      actor: caller.actor,
      target: { kind: 'execution', id },
      body: { taskId: 'f', taskStateBefore: 'FAILED', taskState: 'SUCCESS', reason: 'paid by hand' },
    })
  })

  it('refuses what runs, what is not there, and of two changes at once none is lost', async () => {
    const harness = await started(FAILING, GATED)
    const { engine, caller, run, settle, execution } = harness
    const { client } = engine
    const paused = await run('gated')
    const gate = { taskRunId: await taskRunOf(harness, paused.id, 'p'), state: 'SUCCESS' } as const
    await expect(client.changeTaskState(caller, paused.id, gate)).rejects.toMatchObject({
      code: 'EXECUTION_STATE_FIXED',
    })
    const { id } = await run('failing')
    const change = { taskRunId: await taskRunOf(harness, id, 'f'), state: 'WARNING' } as const
    const elsewhere = { ...caller, tenant: 'other' }
    await expect(client.changeTaskState(elsewhere, id, change)).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
    const nobody = client.changeTaskState(caller, id, { ...change, taskRunId: 'nobody' })
    await expect(nobody).rejects.toMatchObject({ code: 'NOTHING_TO_RESTART' })
    const both = await Promise.allSettled([
      client.changeTaskState(caller, id, change),
      client.changeTaskState(caller, id, change),
    ])
    expect(both.map((one) => one.status)).toContain('fulfilled')
    await settle()
    expect((await execution(id)).state).toBe('WARNING')
  })

  it('passes no gate that its deadline failed, here or in another flow; a restart asks it again', async () => {
    const harness = await started(GATED, CALLING)
    const { engine, caller, run, advance, settle, requests, states } = harness
    const { client } = engine
    const direct = await run('gated')
    const parent = await run('calling')
    await advance(3_600_000)
    expect(await states(parent.id)).toEqual(['s FAILED'])
    for (const [id, taskId] of [
      [direct.id, 'p'],
      [parent.id, 's'],
    ] as const) {
      const change = { taskRunId: await taskRunOf(harness, id, taskId), state: 'SUCCESS' } as const
      await expect(client.changeTaskState(caller, id, change)).rejects.toMatchObject({ code: 'GATE_UNANSWERED' })
    }
    await client.restart(caller, direct.id)
    await settle()
    expect((await requests(direct.id)).map(({ status, round }) => [status, round])).toEqual([
      ['EXPIRED', 1],
      ['OPEN', 2],
    ])
  })

  it('changes how an ended execution ended, and its labels; nothing runs', async () => {
    const harness = await started(FAILING, GATED)
    const { engine, caller, run, execution, audit, settle } = harness
    const { client } = engine
    const { id } = await run('failing')
    const changed = await client.changeStatus(caller, id, { state: 'WARNING', reason: 'known' })
    expect(changed.state).toBe('WARNING')
    await client.changeStatus(caller, id, { state: 'WARNING' })
    await client.setLabels(caller, id, [{ key: 'team', value: 'ops' }])
    await settle()
    expect(await historyOf(harness, id)).toBe('CREATED,RUNNING,FAILED,WARNING')
    const { labels } = await execution(id)
    expect(labels).toContainEqual({ key: 'team', value: 'ops' })
    expect(await client.setLabels(caller, id, labels)).toMatchObject({ labels })
    expect((await audit()).slice(-2)).toEqual(['execution.state_changed', 'execution.labels_changed'])

    const system = client.setLabels(caller, id, [{ key: 'system.correlationId', value: 'x' }])
    await expect(system).rejects.toMatchObject({ code: 'LABEL_INVALID' })
    const running = client.changeStatus(caller, id, { state: 'RUNNING' })
    await expect(running).rejects.toMatchObject({ code: 'EXECUTION_STATE_FIXED' })
    const paused = await run('gated')
    const early = client.setLabels(caller, paused.id, [])
    await expect(early).rejects.toMatchObject({ code: 'EXECUTION_NOT_TERMINATED' })
    await client.kill(caller, paused.id)
    await settle()
    const killed = client.changeStatus(caller, paused.id, { state: 'SUCCESS' })
    await expect(killed).rejects.toMatchObject({ code: 'EXECUTION_STATE_FIXED' })
  })

  it('keeps of a deleted execution what is to be kept', async () => {
    const { engine, caller, run, storage, settle } = await started(FAILING)
    const kept = await run('failing')
    const gone = await run('failing')
    await engine.client.deleteExecution(caller, kept.id, { keepLogs: true })
    await engine.client.deleteExecution(caller, gone.id)
    await settle()
    expect(await storage.executions.find('main', kept.id)).toBeNull()
    expect(await storage.executions.taskRuns(kept.id)).toEqual([])
    expect((await storage.executions.logs(kept.id)).length).toBeGreaterThan(0)
    expect(await storage.executions.logs(gone.id)).toEqual([])
  })
})
