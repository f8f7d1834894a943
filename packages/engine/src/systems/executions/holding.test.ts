import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'

const TWO = `
id: two
namespace: company.team
inputs: [ { id: n, type: INT, defaults: 1 } ]
tasks:
  - { id: a, type: test.Return, value: a }
  - { id: b, type: test.Return, value: "{{ inputs.n }}" }
`
const LIMITED = `
id: limited
namespace: company.team
concurrency: { limit: 1, behavior: QUEUE }
tasks: [ { id: p, type: io.kestra.plugin.core.flow.Pause } ]
`
const HOUR = 3_600_000

const historyOf = async ({ execution }: EngineHarness, id: string) =>
  (await execution(id)).histories.map((entry) => entry.state).join()

describe.each(DATABASES)('executions that are held on %s', (kind) => {
  const open = useDatabase(kind)
  const started = async (...flows: string[]) => {
    const harness = await (await open()).harness()
    for (const flow of flows) await harness.save(flow)
    return harness
  }
  const atB = { breakpoints: [{ taskId: 'b', value: null }] }

  it('stops at a breakpoint, also over the end of the process, and goes on when somebody says so', async () => {
    const { database, harness } = await open()
    const first = await harness()
    await first.save(TWO)
    const { id } = await first.run('two', atB)
    expect(await first.states(id)).toEqual(['a SUCCESS', 'b BREAKPOINT'])
    await first.engine.close()

    const second = await harness({ storage: database.storage, idPrefix: 'second' })
    expect(await second.execution(id)).toMatchObject({ state: 'BREAKPOINT', ...atB })
    await second.engine.client.leaveBreakpoint(second.caller, id)
    await second.settle()
    expect(await historyOf(second, id)).toBe('CREATED,RUNNING,BREAKPOINT,RUNNING,SUCCESS')
    expect((await second.audit()).at(-1)).toBe('execution.breakpoint_left')
    const again = second.engine.client.leaveBreakpoint(second.caller, id)
    await expect(again).rejects.toMatchObject({ code: 'EXECUTION_NOT_AT_BREAKPOINT' })
  })

  it('refuses a breakpoint that names no task', async () => {
    const { engine, caller, run, execution } = await started(TWO)
    const nothing = { breakpoints: [{ taskId: 'nothing', value: null }] }
    await expect(run('two', nothing)).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      fields: [{ field: 'breakpoints' }],
    })
    const { id } = await run('two', atB)
    await expect(engine.client.leaveBreakpoint(caller, id, nothing)).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    await expect(engine.client.replay(caller, id, nothing)).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    expect((await execution(id)).state).toBe('BREAKPOINT')
  })

  it('can be forced on from a breakpoint, killed at it, and replayed with others', async () => {
    const harness = await started(TWO)
    const { engine, caller, run, settle, execution, states } = harness
    const { client } = engine
    const forced = await run('two', atB)
    expect((await client.forceRun(caller, forced.id)).state).not.toBe('BREAKPOINT')
    const killed = await run('two', atB)
    await client.kill(caller, killed.id)
    await settle()
    expect(await historyOf(harness, killed.id)).toBe('CREATED,RUNNING,BREAKPOINT,KILLING,KILLED')
    const replay = await client.replay(caller, forced.id, { breakpoints: [{ taskId: 'a', value: null }] })
    await settle()
    expect((await execution(forced.id)).state).toBe('SUCCESS')
    expect(await states(replay.id)).toEqual(['a BREAKPOINT'])
  })

  it('replays with other inputs, and on the newest revision', async () => {
    const { engine, caller, run, save, settle, outputs, execution } = await started(TWO)
    const { id } = await run('two')
    await save(TWO.replace('{{ inputs.n }}', 'new {{ inputs.n }}'))
    const inputs = new Map([['n', { kind: 'value', value: '7' } as const]])
    const same = await engine.client.replay(caller, id, { inputs })
    const newest = await engine.client.replay(caller, id, { inputs, latestRevision: true })
    await settle()
    expect(await outputs(same.id, 'b')).toEqual({ value: '7' })
    expect(await outputs(newest.id, 'b')).toEqual({ value: 'new 7' })
    expect(await execution(id)).toMatchObject({ inputs: { n: 1 } })
    const wrong = engine.client.replay(caller, id, { inputs: new Map([['n', { kind: 'value', value: 'x' }]]) })
    await expect(wrong).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('restarts on the newest revision only when there is a newer one', async () => {
    const broken = TWO.replace('type: test.Return, value: a', 'type: test.Fail')
    const { engine, caller, run, save, settle, states } = await started(broken)
    const { client } = engine
    const { id } = await run('two')
    await client.checkRestart(caller, id)
    expect((await client.restart(caller, id, { latestRevision: true })).id).toBe(id)
    await settle()
    await save(TWO)
    const repaired = await client.restart(caller, id, { latestRevision: true })
    await settle()
    expect(repaired).toMatchObject({ replayOf: id, flowRevision: 2 })
    expect(await states(repaired.id)).toEqual(['a SUCCESS', 'b SUCCESS'])
    await expect(client.checkRestart(caller, repaired.id)).rejects.toMatchObject({ code: 'NOTHING_TO_RESTART' })
  })

  it('takes executions out of the queue: to run beside the limit, or to end', async () => {
    const harness = await started(LIMITED)
    const { engine, caller, run, settle, execution, audit } = harness
    const { client } = engine
    const [first, second, third, fourth] = [
      await run('limited'),
      await run('limited'),
      await run('limited'),
      await run('limited'),
    ]
    await client.unqueue(caller, second.id, { reason: 'urgent' })
    expect((await client.unqueue(caller, third.id, { state: 'CANCELLED' })).state).toBe('CANCELLED')
    await client.forceRun(caller, fourth.id)
    await settle()
    expect(await historyOf(harness, second.id)).toBe('CREATED,QUEUED,RUNNING,PAUSED')
    expect(await historyOf(harness, third.id)).toBe('CREATED,QUEUED,CANCELLED')
    expect((await execution(fourth.id)).state).toBe('PAUSED')
    expect((await audit()).filter((action) => action === 'execution.unqueued')).toHaveLength(2)
    await expect(client.unqueue(caller, first.id)).rejects.toMatchObject({ code: 'EXECUTION_NOT_QUEUED' })
  })

  it('waits for a scheduled start, unless it is forced to run or killed before', async () => {
    const harness = await started(TWO, LIMITED)
    const { engine, caller, run, settle, advance, execution, clock } = harness
    const { client } = engine
    const scheduleAt = clock.now() + HOUR
    const [waiting, forced, killed] = [
      await run('two', { scheduleAt }),
      await run('limited', { scheduleAt }),
      await run('two', { scheduleAt }),
    ]
    expect((await execution(waiting.id)).state).toBe('CREATED')
    await client.forceRun(caller, forced.id)
    await client.kill(caller, killed.id)
    await settle()
    expect(await historyOf(harness, forced.id)).toBe('CREATED,RUNNING,PAUSED')
    expect(await historyOf(harness, killed.id)).toBe('CREATED,KILLING,KILLED')
    await client.kill(caller, forced.id)
    await advance(HOUR)
    expect(await historyOf(harness, waiting.id)).toBe('CREATED,RUNNING,SUCCESS')
    expect(await historyOf(harness, killed.id)).toBe('CREATED,KILLING,KILLED')
    // The timer of the forced one took no place from others.
    const next = await run('limited')
    expect((await execution(next.id)).state).toBe('PAUSED')
  })

  it('keeps what an execution is for, and passes it on', async () => {
    const child = 'id: child\nnamespace: company.team\ntasks: [ { id: a, type: test.Return, value: a } ]'
    const parent = `
id: parent
namespace: company.team
tasks: [ { id: s, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: child } ]
`
    const { engine, caller, run, settle, storage } = await started(child, parent)
    const { id } = await run('parent', { kind: 'TEST' })
    const replay = await engine.client.replay(caller, id)
    await settle()
    expect(replay.kind).toBe('TEST')
    const page = { page: 1, size: 9, sort: [] }
    expect((await storage.executions.search('main', { kinds: ['NORMAL'] }, page)).total).toBe(0)
    expect((await storage.executions.search('main', { kinds: ['TEST'] }, page)).total).toBe(4)
  })
})
