import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

const FLOW = 'io.kestra.plugin.core.flow'

/** More than an execution keeps in memory. */
const MANY = 300

describe.each(DATABASES)('flowables on %s', (kind) => {
  const open = useDatabase(kind)

  it.each([1, 0, 7])('go over more values than stay in memory, each once (concurrencyLimit %i)', async (limit) => {
    const engine = await (await open()).harness()
    await engine.save(`
id: loop
namespace: company.team
tasks:
  - id: each
    type: ${FLOW}.ForEach
    values: "{{ range(1, ${MANY}) }}"
    concurrencyLimit: ${limit}
    tasks:
      - { id: one, type: test.Return, value: "{{ taskrun.value }}" }
      - { id: two, type: test.Return, value: "{{ outputs.one[taskrun.value].value }}/{{ taskrun.iteration }}/{{ tasks.one[taskrun.value].state }}" }
  - { id: last, type: test.Return, value: "{{ outputs.two['${MANY}'].value }} {{ outputs.one | length }}" }
`)
    const { id } = await engine.run('loop')
    expect((await engine.execution(id)).state).toBe('SUCCESS')
    const runs = await engine.taskRuns(id)
    expect(runs).toHaveLength(2 * MANY + 2)
    const values = runs.filter((run) => run.taskId === 'two').map((run) => Number(run.value))
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: MANY }, (_, index) => index + 1))
    expect(await engine.outputs(id, 'last')).toEqual({
      value: `${MANY} /${MANY - 1}/SUCCESS ${MANY}`.replace(' /', '/'),
    })
  })

  it('ask every person of a parallel loop, however many there are', async () => {
    const engine = await (await open()).harness()
    await engine.save(`
id: ask
namespace: company.team
tasks:
  - id: each
    type: ${FLOW}.ForEach
    values: "{{ range(1, ${MANY}) }}"
    concurrencyLimit: 0
    tasks:
      - { id: gate, type: ${FLOW}.Pause }
      - { id: then, type: test.Log, message: "{{ taskrun.value }}" }
`)
    const { id } = await engine.run('ask')
    expect(await engine.requests(id)).toHaveLength(MANY)
    const { client } = engine.engine
    for (const request of await engine.requests(id)) {
      await client.decide(engine.caller, { address: { requestId: request.id }, inputs: new Map() })
    }
    await engine.settle()
    expect((await engine.execution(id)).state).toBe('SUCCESS')
    expect(await engine.messages(id)).toHaveLength(MANY)
  })

  it('repeat a loop until its condition holds, and keep the newest round', async () => {
    const engine = await (await open()).harness()
    await engine.save(`
id: until
namespace: company.team
tasks:
  - id: loop
    type: ${FLOW}.LoopUntil
    condition: "{{ outputs.loop.iterationCount == 5 }}"
    checkFrequency: { interval: PT1M }
    tasks:
      - { id: round, type: test.Return, value: "{{ outputs.loop.iterationCount }}" }
`)
    const { id } = await engine.run('until')
    expect((await engine.execution(id)).state).toBe('PAUSED')
    expect(await engine.requests(id)).toHaveLength(0)
    for (let minute = 0; minute < 4; minute++) await engine.advance(60_000)
    expect((await engine.execution(id)).state).toBe('SUCCESS')
    expect(await engine.states(id)).toEqual(['loop SUCCESS', 'round SUCCESS'])
    expect(await engine.outputs(id, 'round')).toEqual({ value: '4' })
  })

  it('try a task again when its time has come, also in a new execution', async () => {
    const effect = createScriptedTask()
    const engine = await (await open()).harness({ effects: [effect.task] })
    effect.answer(() => {
      if (effect.runs.length < 3) throw new Error('not yet')
      return {}
    })
    await engine.save(`
id: again
namespace: company.team
tasks:
  - { id: call, type: test.Effect, retry: { type: constant, interval: PT10S, maxAttempts: 3 } }
`)
    const { id } = await engine.run('again')
    expect(await engine.states(id)).toEqual(['call RETRYING'])
    await engine.advance(10_000)
    await engine.advance(10_000)
    expect((await engine.execution(id)).state).toBe('SUCCESS')
    expect((await engine.taskRuns(id))[0]?.attempts.map((attempt) => attempt.state)).toEqual([
      'FAILED',
      'FAILED',
      'SUCCESS',
    ])
  })

  it('begin a whole execution again, and whoever waits for the first waits for the last', async () => {
    const effect = createScriptedTask()
    const engine = await (await open()).harness({ effects: [effect.task] })
    effect.answer(() => {
      if (effect.runs.length < 3) throw new Error('not yet')
      return {}
    })
    await engine.save(`
id: child
namespace: company.team
retry: { type: constant, interval: PT10S, maxAttempts: 3, behavior: CREATE_NEW_EXECUTION }
tasks:
  - { id: call, type: test.Effect }
`)
    await engine.save(`
id: parent
namespace: company.team
tasks:
  - { id: sub, type: ${FLOW}.Subflow, namespace: company.team, flowId: child }
`)
    const { id } = await engine.run('parent')
    expect(await engine.states(id)).toEqual(['sub RUNNING'])
    await engine.advance(10_000)
    await engine.advance(10_000)
    expect((await engine.execution(id)).state).toBe('SUCCESS')
    const { items } = await engine.storage.executions.search(
      'main',
      { flowId: [{ operator: 'EQUALS', values: ['child'] }] },
      { page: 1, size: 10, sort: [] },
    )
    expect(items.map((one) => one.state).toSorted()).toEqual(['RETRIED', 'RETRIED', 'SUCCESS'])
    expect(items.find((one) => one.state === 'SUCCESS')?.attemptNumber).toBe(3)
  })
})
