import { isSealed } from '@countersign/core'
import { defineTask, p, type TaskContext, type Value } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'

const GATE = `
id: gate
namespace: company.team
tasks:
  - { id: p, type: io.kestra.plugin.core.flow.Pause, onResume: [{ id: n, type: INT }, { id: pin, type: SECRET, required: false }] }
  - { id: z, type: test.Log, message: "{{ outputs.p.onResume ?? 'no form' }}" }
`
const LINE = '{ id: line, namespace: company.team, tasks: [{ id: a, type: test.Log, message: hello }] }'

describe.each(DATABASES)('other executions from tasks on %s', (kind) => {
  const open = useDatabase(kind)

  async function setUp() {
    let work: (context: TaskContext) => Promise<Value> = async () => null
    const task = defineTask({
      type: 'test.Work',
      title: 'Work',
      description: 'Does what the test says.',
      properties: { unused: p.string() },
      run: async (context) => ({ outputs: { value: await work(context) } }),
    })
    const harness = await (await open()).harness({ effects: [task] })
    await harness.save('{ id: worker, namespace: company.team, tasks: [{ id: a, type: test.Work }] }')
    for (const flow of [GATE, LINE]) await harness.save(flow)
    /** What the work gives, or why it failed. */
    const perform = async (does: typeof work) => {
      work = does
      const { id } = await harness.run('worker')
      const [run] = await harness.taskRuns(id)
      return run?.attempts.at(-1)?.failure ?? (await harness.outputs(id, 'a')).value
    }
    const resume =
      (executionId: string, inputs: Readonly<Record<string, Value>> | null = null) =>
      async ({ engine }: TaskContext) => {
        await engine.resumeExecution({ executionId, inputs })
        return 'done'
      }
    return { ...harness, perform, resume }
  }

  it('are answered untyped in the name of the flow; the second answer is refused', async () => {
    const { run, perform, resume, outputs, execution, storage } = await setUp()
    const { id } = await run('gate')
    expect(await perform(resume(id, { n: '3' }))).toBe('done')
    expect((await outputs(id, 'p')).onResume).toEqual({ n: '3' })
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(await perform(resume(id))).toMatchObject({ kind: 'task', code: 'APPROVAL_ALREADY_DECIDED' })
    const events = await storage.audit.read('main', 0, 100)
    expect(events.find(({ action }) => action === 'approval.decided')?.actor).toEqual({
      kind: 'service',
      id: 'flow:company.team.worker',
      name: 'Flow company.team.worker',
    })
  })

  it('take one answer once, however often it is repeated after a crash', async () => {
    const { run, perform, resume, execution } = await setUp()
    const { id } = await run('gate')
    const twice = async (context: TaskContext) => {
      await resume(id)(context)
      return resume(id)(context)
    }
    expect(await perform(twice)).toBe('done')
    expect((await execution(id)).attemptNumber).toBe(2)
  })

  it('have what the form calls a secret sealed', async () => {
    const { run, perform, resume, outputs, messages } = await setUp()
    const { id } = await run('gate')
    await perform(resume(id, { pin: 'geheim99', n: 1 }))
    const { onResume } = await outputs(id, 'p')
    expect(isSealed((onResume as { readonly pin: Value }).pin)).toBe(true)
    expect((await messages(id)).at(-1)).toBe('{"pin":"******","n":1}')
  })

  it('are refused when they are not there, not of the flow, or wait for nothing', async () => {
    const { run, perform, resume } = await setUp()
    expect(await perform(resume('nobody'))).toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
    const { id } = await run('gate')
    const wrongFlow = async ({ engine }: TaskContext) => {
      await engine.resumeExecution({ executionId: id, flowId: 'line', inputs: null })
      return null
    }
    expect(await perform(wrongFlow)).toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
    const own = async ({ engine }: TaskContext) => {
      await engine.resumeExecution({ inputs: null })
      return null
    }
    expect(await perform(own)).toMatchObject({ code: 'EXECUTION_NOT_PAUSED' })
  })

  it('are counted by flow, state and time', async () => {
    const { run, perform, clock } = await setUp()
    for (const flow of ['line', 'line', 'gate']) await run(flow)
    const counts = (filter: Parameters<TaskContext['engine']['countExecutions']>[0]) =>
      perform(async ({ engine }) => (await engine.countExecutions(filter)).map((one) => ({ ...one })))
    const line = { namespace: 'company.team', flowId: 'line', count: 2 }
    expect(await counts({ namespace: 'company.team', flowId: 'line' })).toEqual([line])
    expect(await counts({ namespace: 'company', states: ['SUCCESS', 'PAUSED'] })).toEqual(
      expect.arrayContaining([line, { namespace: 'company.team', flowId: 'gate', count: 1 }]),
    )
    expect(await counts({ flowId: 'line', from: clock.now() + 1 })).toEqual([])
    expect(await counts({ namespace: 'finance' })).toMatchObject({ code: 'NAMESPACE_NOT_ALLOWED' })
  })

  it('that have ended are purged with all that is theirs, and nothing else', async () => {
    const { run, perform, advance, storage, execution, audit, clock } = await setUp()
    const old = await Promise.all(Array.from({ length: 120 }, () => run('line')))
    const waiting = await run('gate')
    await advance(1_000)
    const cut = clock.now()
    await advance(1_000)
    const young = await run('line')
    const purge = async ({ engine }: TaskContext) => ({
      ...(await engine.purgeExecutions({ namespace: 'company', to: cut })),
    })
    expect(await perform(purge)).toEqual({ executions: 120, logs: 120 })
    expect(await storage.executions.find('main', old[0]?.id ?? '')).toBeNull()
    expect(await storage.executions.logs(old[0]?.id ?? '')).toEqual([])
    expect((await execution(waiting.id)).state).toBe('PAUSED')
    expect((await execution(young.id)).state).toBe('SUCCESS')
    expect((await audit()).filter((action) => action === 'executions.purged')).toHaveLength(2)
    expect(await perform(purge)).toEqual({ executions: 0, logs: 0 })
  })

  it('have their log lines purged by level and time, said once in the audit log', async () => {
    const { run, perform, clock, messages, audit } = await setUp()
    const { id } = await run('line')
    const purge =
      (levels: readonly ('INFO' | 'DEBUG')[]) =>
      async ({ engine }: TaskContext) =>
        engine.purgeLogs({ namespace: 'company.team', flowId: 'line', to: clock.now(), levels })
    expect(await perform(purge(['DEBUG']))).toBe(0)
    expect(await perform(purge(['INFO']))).toBe(1)
    expect(await messages(id)).toEqual([])
    expect((await audit()).filter((action) => action === 'logs.purged')).toHaveLength(1)
  })
})
