import type { CommitStore } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

/** Fails until the key `fixed` is there. */
const BROKEN = `
id: broken
namespace: company.team
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - { id: a, type: test.Return, value: a }
      - { id: f, type: test.Return, value: "{{ kv('fixed') }}" }
  - { id: z, type: test.Return, value: "{{ outputs.a.value }}{{ outputs.f.value }}" }
errors: [ { id: e, type: test.Log, message: sorry } ]
`
const GATED = `
id: gated
namespace: company.team
tasks:
  - { id: a, type: test.Return, value: a }
  - { id: p, type: io.kestra.plugin.core.flow.Pause, onResume: [ { id: n, type: STRING } ] }
  - { id: z, type: test.Return, value: "{{ outputs.p.onResume.n ?? 'lost' }}" }
`

async function fix({ engine, caller }: EngineHarness): Promise<void> {
  await engine.client.putKv(caller, { namespace: 'company.team', key: 'fixed', type: 'STRING', value: '!' })
}

async function answer({ engine, caller, settle }: EngineHarness, executionId: string, n: string): Promise<void> {
  const inputs = new Map([['n', { kind: 'value', value: n } as const]])
  await engine.client.decide(caller, { address: { executionId }, inputs })
  await settle()
}

async function taskRunOf({ taskRuns }: EngineHarness, executionId: string, taskId: string): Promise<string> {
  return (await taskRuns(executionId)).find((run) => run.taskId === taskId)?.id ?? ''
}

async function historyOf({ execution }: EngineHarness, id: string): Promise<string> {
  return (await execution(id)).histories.map((entry) => entry.state).join()
}

describe.each(DATABASES)('restart and replay on %s', (kind) => {
  const open = useDatabase(kind)
  const started = async (...flows: string[]) => {
    const harness = await (await open()).harness()
    for (const flow of flows) await harness.save(flow)
    return harness
  }

  it('goes on from what failed, in place, and says so in the audit log', async () => {
    const harness = await started(BROKEN)
    const { engine, caller, run, states, outputs, settle, audit, execution, messages } = harness
    const { id } = await run('broken')
    expect(await states(id)).toEqual(['s FAILED', 'a SUCCESS', 'f FAILED', 'e SUCCESS'])
    await fix(harness)
    const restarted = await engine.client.restart(caller, id)
    expect(restarted).toMatchObject({ id, state: 'RESTARTED', attemptNumber: 2 })
    await settle()
    expect(await states(id)).toEqual(['s SUCCESS', 'a SUCCESS', 'f SUCCESS', 'z SUCCESS'])
    expect(await historyOf(harness, id)).toBe('CREATED,RUNNING,FAILED,RESTARTED,RUNNING,SUCCESS')
    expect(await outputs(id, 'z')).toEqual({ value: 'a!' })
    expect((await execution(id)).labels).toContainEqual({ key: 'system.restarted', value: 'true' })
    expect(await messages(id)).toContain('sorry')
    expect((await audit()).slice(-1)).toEqual(['execution.restarted'])
  })

  it('refuses what waits, what is there not, and of two restarts the second', async () => {
    const harness = await started(BROKEN, GATED)
    const { engine, caller, run, settle, execution } = harness
    const { client } = engine
    const paused = await run('gated')
    await expect(client.restart(caller, paused.id)).rejects.toMatchObject({ code: 'EXECUTION_NOT_RESTARTABLE' })
    expect((await execution(paused.id)).state).toBe('PAUSED')
    await expect(client.restart(caller, 'nothing')).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
    const elsewhere = { ...caller, tenant: 'other' }
    await expect(client.restart(elsewhere, paused.id)).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
    const { id } = await run('broken')
    await expect(client.restart(caller, id, { revision: 99 })).rejects.toMatchObject({ code: 'FLOW_NOT_FOUND' })
    await fix(harness)
    const both = await Promise.allSettled([client.restart(caller, id), client.restart(caller, id)])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    await settle()
    expect((await execution(id)).state).toBe('SUCCESS')
    await expect(client.restart(caller, id)).rejects.toMatchObject({ code: 'NOTHING_TO_RESTART' })
  })

  it('restarts on another revision as a new execution', async () => {
    const harness = await started(BROKEN)
    const { engine, caller, run, save, states, outputs, settle, execution } = harness
    const { id } = await run('broken')
    await save(BROKEN.replace("{{ kv('fixed') }}", 'repaired'))
    const restarted = await engine.client.restart(caller, id, { revision: 2 })
    expect(restarted).toMatchObject({ state: 'RESTARTED', replayOf: id, flowRevision: 2 })
    await settle()
    expect(restarted.id).not.toBe(id)
    expect(await states(restarted.id)).toEqual(['s SUCCESS', 'a SUCCESS', 'f SUCCESS', 'z SUCCESS'])
    expect(await outputs(restarted.id, 'z')).toEqual({ value: 'arepaired' })
    expect((await execution(id)).state).toBe('FAILED')
  })

  it('goes on with a restart after the process that took it has ended', async () => {
    const { database, harness } = await open()
    const { storage } = database
    let isAway = false
    const commit: CommitStore['commit'] = async (units) => {
      if (isAway) throw new Error('the database is away')
      isAway = units.some((unit) => unit.audit.some((draft) => draft.action === 'execution.restarted'))
      return storage.commits.commit(units)
    }
    const first = await harness({ storage: { ...storage, commits: { commit } } })
    await first.save(BROKEN)
    const { id } = await first.run('broken')
    await fix(first)
    await first.engine.client.restart(first.caller, id)
    await first.engine.close()
    const second = await harness({ idPrefix: 'second' })
    await second.settle()
    expect(await historyOf(second, id)).toBe('CREATED,RUNNING,FAILED,RESTARTED,RUNNING,SUCCESS')
  })

  it('restarts the failed child of a Subflow, with its id', async () => {
    const parent = `
id: parent
namespace: company.team
tasks: [ { id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: broken } ]
`
    const harness = await started(BROKEN, parent)
    const { engine, caller, run, storage, states, settle, execution } = harness
    const { id } = await run('parent')
    expect(await states(id)).toEqual(['c FAILED'])
    const search = () => storage.executions.search('main', {}, { page: 1, size: 10, sort: [] })
    const child = (await search()).items.find((one) => one.flowId === 'broken')?.id ?? ''
    await fix(harness)
    await engine.client.restart(caller, id)
    await settle()
    expect((await search()).total).toBe(2)
    expect(await historyOf(harness, child)).toBe('CREATED,RUNNING,FAILED,RESTARTED,RUNNING,SUCCESS')
    expect((await execution(child)).attemptNumber).toBe(2)
    expect(await historyOf(harness, id)).toBe('CREATED,RUNNING,FAILED,RESTARTED,RUNNING,SUCCESS')
    const [c] = await harness.taskRuns(id)
    expect(c?.histories.map((entry) => entry.state).join()).toBe('CREATED,RUNNING,FAILED,RESTARTED,RUNNING,SUCCESS')
    expect(c?.attempts.map((attempt) => attempt.state)).toEqual(['FAILED', 'SUCCESS'])
  })

  it('takes over the end of a child that somebody restarted before', async () => {
    const parent = `
id: parent
namespace: company.team
tasks: [ { id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: broken } ]
`
    const harness = await started(BROKEN, parent)
    const { engine, caller, run, outputs, states, settle } = harness
    const { id } = await run('parent')
    await fix(harness)
    const { executionId } = await outputs(id, 'c')
    await engine.client.restart(caller, String(executionId))
    await settle()
    expect(await states(id)).toEqual(['c FAILED'])
    await engine.client.restart(caller, id)
    await settle()
    expect(await states(id)).toEqual(['c SUCCESS'])
  })

  it('replays the whole as a new execution and marks both', async () => {
    const harness = await started(GATED)
    const { engine, caller, run, states, settle, execution, audit } = harness
    const { id } = await run('gated', { labels: [{ key: 'team', value: 'blue' }] })
    const replay = await engine.client.replay(caller, id)
    expect(replay).toMatchObject({ state: 'CREATED', replayOf: id, originalId: id, attemptNumber: 2 })
    await settle()
    expect(await states(replay.id)).toEqual(['a SUCCESS', 'p PAUSED'])
    expect((await execution(replay.id)).labels).toEqual([
      { key: 'team', value: 'blue' },
      { key: 'system.correlationId', value: id },
      { key: 'system.replay', value: 'true' },
    ])
    expect(await execution(id)).toMatchObject({ state: 'PAUSED' })
    expect((await execution(id)).labels).toContainEqual({ key: 'system.replayed', value: 'true' })
    expect((await audit()).filter((action) => action === 'execution.replayed')).toHaveLength(1)
  })

  it('replays from a task: answers before it stand, gates from it on are asked again', async () => {
    const harness = await started(GATED)
    const { engine, caller, run, states, outputs, settle, requests, execution } = harness
    const { id } = await run('gated')
    await answer(harness, id, '1')
    const after = await engine.client.replay(caller, id, { taskRunId: await taskRunOf(harness, id, 'z') })
    expect(after.state).toBe('RESTARTED')
    await settle()
    expect(await outputs(after.id, 'z')).toEqual({ value: '1' })
    expect(await requests(after.id)).toEqual([])
    const gate = await engine.client.replay(caller, id, { taskRunId: await taskRunOf(harness, id, 'p') })
    await settle()
    expect(await states(gate.id)).toEqual(['a SUCCESS', 'p PAUSED'])
    expect(await requests(gate.id)).toMatchObject([{ status: 'OPEN', round: 2 }])
    await answer(harness, gate.id, '2')
    expect(await outputs(gate.id, 'z')).toEqual({ value: '2' })
    expect(await execution(gate.id)).toMatchObject({ state: 'SUCCESS', originalId: id })
    const unknown = engine.client.replay(caller, id, { taskRunId: 'nothing' })
    await expect(unknown).rejects.toMatchObject({ code: 'NOTHING_TO_RESTART' })
    expect(await execution(id)).toMatchObject({ state: 'SUCCESS' })
  })

  it('asks a gate in `errors` again after a restart, as round 2', async () => {
    const harness = await started(`
id: rounds
namespace: company.team
tasks: [ { id: f, type: test.Fail } ]
errors: [ { id: p, type: io.kestra.plugin.core.flow.Pause } ]
`)
    const { engine, caller, run, settle, requests } = harness
    const { id } = await run('rounds')
    await engine.client.decide(caller, { address: { executionId: id }, inputs: null })
    await settle()
    await engine.client.restart(caller, id)
    await settle()
    expect((await requests(id)).map(({ round, status }) => `${round} ${status}`)).toEqual(['1 SETTLED', '2 OPEN'])
  })
})

describe.each(DATABASES)('force-run and pauses by people on %s', (kind) => {
  const open = useDatabase(kind)

  it('passes a gate without a form, by an answer that is audited as forced', async () => {
    const harness = await (await open()).harness()
    const { engine, caller, save, run, outputs, settle, audit, execution } = harness
    await save(GATED)
    const { id } = await run('gated')
    await engine.client.forceRun(caller, id)
    await settle()
    expect(await historyOf(harness, id)).toBe('CREATED,RUNNING,PAUSED,RESTARTED,RUNNING,SUCCESS')
    expect(Object.keys(await outputs(id, 'p'))).toEqual(['resumed'])
    expect((await execution(id)).attemptNumber).toBe(2)
    expect((await audit()).slice(-2)).toEqual(['execution.force_run', 'approval.decided'])
    await expect(engine.client.forceRun(caller, id)).rejects.toMatchObject({ code: 'EXECUTION_ENDED' })
    await expect(engine.client.forceRun(caller, 'nothing')).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
  })

  it('starts what was scheduled for later', async () => {
    const { engine, caller, save, run, settle, clock, execution, advance } = await (await open()).harness()
    await save('{ id: later, namespace: company.team, tasks: [{ id: a, type: test.Log, message: a }] }')
    const { id } = await run('later', { scheduleAt: clock.now() + 60_000 })
    expect((await execution(id)).state).toBe('CREATED')
    await engine.client.forceRun(caller, id)
    await settle()
    expect((await execution(id)).state).toBe('SUCCESS')
    await advance(60_000)
    expect((await execution(id)).histories).toHaveLength(3)
  })

  it('holds an execution while its worker finishes, until somebody lets it go on', async () => {
    const effect = createScriptedTask()
    const harness = await (await open()).harness({ effects: [effect.task] })
    const { engine, caller, save, states, settle, audit, execution } = harness
    const { client } = engine
    await save(
      '{ id: slow, namespace: company.team, tasks: [{ id: a, type: test.Effect }, { id: b, type: test.Log, message: b }] }',
    )
    const create = { namespace: 'company.team', flowId: 'slow', inputs: new Map(), labels: [] }
    const { id } = await client.createExecution(caller, create)
    await expect.poll(() => effect.runs.length).toBe(1)
    await client.pause(caller, id)
    await expect(client.pause(caller, id)).rejects.toMatchObject({ code: 'EXECUTION_NOT_RUNNING' })
    effect.succeed()
    await settle()
    expect(await states(id)).toEqual(['a SUCCESS'])
    expect((await execution(id)).state).toBe('PAUSED')
    expect(await client.endPause(caller, id)).toBe(true)
    await settle()
    expect(await historyOf(harness, id)).toBe('CREATED,RUNNING,PAUSED,RUNNING,SUCCESS')
    expect(await states(id)).toEqual(['a SUCCESS', 'b SUCCESS'])
    expect((await audit()).slice(-2)).toEqual(['execution.paused_by_person', 'execution.resumed_by_person'])
    expect(await client.endPause(caller, id)).toBe(false)
  })

  it('ends no pause of a gate', async () => {
    const { engine, caller, save, run, execution } = await (await open()).harness()
    await save(GATED)
    const { id } = await run('gated')
    expect(await engine.client.endPause(caller, id)).toBe(false)
    expect((await execution(id)).state).toBe('PAUSED')
  })
})
