import type { CommitUnit } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from './testing/databases.testsuite.ts'
import { createScriptedTask } from './testing/scripted-task.ts'

const CALL = `
id: call
namespace: company.team
tasks:
  - { id: ask, type: test.Effect }
  - { id: say, type: test.Log, message: done }
`
const CREATE = { namespace: 'company.team', flowId: 'call', inputs: new Map(), labels: [] }

describe.each(DATABASES)('the engine on %s', (kind) => {
  const open = useDatabase(kind)

  it('lets a running attempt finish when it closes, and refuses new calls', async () => {
    const effect = createScriptedTask()
    const { engine, save, caller, execution } = await (await open()).harness({
      effects: [effect.task],
      config: { graceMs: 1_000 },
    })
    await save(CALL)
    const { id } = await engine.client.createExecution(caller, CREATE)
    await expect.poll(() => effect.runs.length).toBe(1)
    const closing = engine.close()
    await expect(engine.client.createExecution(caller, CREATE)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' })
    effect.succeed()
    await closing
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(engine.client.status().running).toBe(false)
  })

  it('hands an attempt back that outlasts the grace, and the next engine runs it again', async () => {
    const effect = createScriptedTask()
    const { harness } = await open()
    const first = await harness({ effects: [effect.task], idPrefix: 'first', config: { graceMs: 1_000 } })
    await first.save(CALL)
    const { id } = await first.engine.client.createExecution(first.caller, CREATE)
    await expect.poll(() => effect.runs.length).toBe(1)
    const closing = first.engine.close()
    const stopped = () => {
      first.clock.advance(500)
      return effect.runs[0]?.context.signal.aborted
    }
    expect(stopped()).toBe(false)
    await expect.poll(stopped).toBe(true)
    await closing
    expect((await first.execution(id)).state).toBe('RUNNING')

    effect.answer(() => ({}))
    const second = await harness({ effects: [effect.task], idPrefix: 'second' })
    await second.settle()
    expect(effect.runs).toHaveLength(2)
    expect((await second.execution(id)).state).toBe('SUCCESS')
    expect((await second.taskRuns(id))[0]?.attempts).toHaveLength(1)
  })

  it('fails an attempt that outlasts its timeout, and tells the task', async () => {
    const effect = createScriptedTask()
    const { engine, save, caller, clock, execution, taskRuns, settle } = await (await open()).harness({
      effects: [effect.task],
    })
    await save('{ id: call, namespace: company.team, tasks: [{ id: ask, type: test.Effect, timeout: PT5S }] }')
    const { id } = await engine.client.createExecution(caller, CREATE)
    await expect.poll(() => effect.runs.length).toBe(1)
    clock.advance(5_000)
    await settle()
    expect((await execution(id)).state).toBe('FAILED')
    expect((await taskRuns(id))[0]?.attempts[0]?.failure).toMatchObject({ kind: 'timeout', code: 'TASK_TIMEOUT' })
    expect(effect.runs[0]?.context.signal.aborted).toBe(true)
  })

  it('runs an attempt later when an answer for it could not be looked up', async () => {
    const { database, harness } = await open()
    const effect = createScriptedTask()
    effect.answer(() => ({}))
    const { engine, save, caller, clock, execution, logger } = await harness({ effects: [effect.task] })
    await engine.client.putKv(caller, { namespace: 'company.team', key: 'k', type: 'STRING', value: 'here' })
    await save(`{ id: call, namespace: company.team, tasks: [{ id: ask, type: test.Effect, call: "{{ kv('k') }}" }] }`)
    const { kv } = database.storage
    const find = kv.find.bind(kv)
    kv.find = () => Promise.reject(new Error('database is away'))
    const { id } = await engine.client.createExecution(caller, CREATE)
    await expect.poll(() => logger.lines.some((line) => line.message.includes('tried again'))).toBe(true)
    expect((await execution(id)).state).toBe('RUNNING')
    kv.find = find
    clock.advance(2_000)
    await expect.poll(async () => (await execution(id)).state).toBe('SUCCESS')
    expect(effect.runs.map((run) => run.input)).toEqual([{ call: 'here' }])
  })

  it('fails an attempt whose outputs are too large to carry along', async () => {
    const effect = createScriptedTask()
    effect.answer(() => ({ outputs: { text: 'x'.repeat(2_000) } }))
    const { save, run, execution, taskRuns } = await (await open()).harness({
      effects: [effect.task],
      config: { maxOutputLength: 1_000 },
    })
    await save(CALL)
    const { id } = await run('call')
    expect((await execution(id)).state).toBe('FAILED')
    expect((await taskRuns(id))[0]?.attempts[0]?.failure).toMatchObject({ kind: 'limit', code: 'OUTPUTS_TOO_LARGE' })
  })

  it('masks secrets in the log and in the failure of a task', async () => {
    const effect = createScriptedTask()
    effect.answer(({ input, context }) => {
      context.log('INFO', `calling with ${input.call}`)
      throw new Error(`refused: ${input.call}`)
    })
    const { save, run, messages, taskRuns } = await (await open()).harness({
      effects: [effect.task],
      secrets: { TOKEN: 'hunter2hunter2' },
    })
    await save(
      `{ id: call, namespace: company.team, tasks: [{ id: ask, type: test.Effect, call: "{{ secret('TOKEN') }}" }] }`,
    )
    const { id } = await run('call')
    expect(effect.runs[0]?.input).toEqual({ call: 'hunter2hunter2' })
    expect(await messages(id)).toEqual(['calling with ******', 'refused: ******'])
    expect((await taskRuns(id))[0]?.attempts[0]?.failure?.message).toBe('refused: ******')
  })

  it('redoes a turn whose execution was written by somebody else meanwhile, against what is there then', async () => {
    const { database, harness } = await open()
    const { save, run, engine, caller, execution, settle } = await harness()
    await save(`
id: gate
namespace: company.team
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause }
`)
    const { id } = await run('gate')
    const row = await execution(id)
    await database.storage.commits.commit([
      {
        guards: [],
        writes: [{ kind: 'execution-update', row: { ...row, version: row.version + 1, variables: { by: 'another' } } }],
        audit: [],
      },
    ])
    await engine.client.decide(caller, { address: { executionId: id }, inputs: null })
    await settle()
    expect(await execution(id)).toMatchObject({ state: 'SUCCESS', variables: { by: 'another' } })
  })

  it('tries a turn again that the database refused, and loses nothing', async () => {
    const { database, harness } = await open()
    const effect = createScriptedTask()
    const { engine, save, caller, clock, execution, settle, logger } = await harness({ effects: [effect.task] })
    await save(CALL)
    const { id } = await engine.client.createExecution(caller, CREATE)
    await expect.poll(() => effect.runs.length).toBe(1)
    const { commits } = database.storage
    const commit = commits.commit.bind(commits)
    commits.commit = () => Promise.reject(new Error('the disk is full'))
    effect.succeed()
    await expect.poll(() => logger.lines.some((line) => line.message.includes('tried again'))).toBe(true)
    commits.commit = commit
    clock.advance(5_000)
    await expect.poll(async () => (await execution(id)).state).toBe('SUCCESS')
    await settle()
  })

  it('stops at once when the database was taken from it', async () => {
    const { database, harness } = await open()
    const reasons: string[] = []
    const { owners } = database.storage
    const acquire = owners.acquire.bind(owners)
    let lose: (reason: Error) => void = () => {}
    owners.acquire = async (options) => {
      const lock = await acquire(options)
      return { ...lock, onLost: (callback) => (lose = callback) }
    }
    const { engine, caller } = await harness({ onFatal: (reason) => reasons.push(reason.message) })
    lose(new Error('the connection broke'))
    await expect(engine.client.createExecution(caller, CREATE)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' })
    await expect.poll(() => reasons).toEqual(['the connection broke'])
  })

  it('tells followers what was committed, in order', async () => {
    const { engine, save, caller, settle } = await (await open()).harness()
    await save('{ id: gate, namespace: company.team, tasks: [{ id: gate, type: io.kestra.plugin.core.flow.Pause }] }')
    const seen: string[] = []
    const { client } = engine
    const stop = client.followTenant('main', ({ execution, requests }) => {
      seen.push(`${execution.state} ${requests.map((request) => request.status).join()}`)
    })
    const { id } = await client.createExecution(caller, { ...CREATE, flowId: 'gate' })
    await settle()
    await client.decide(caller, { address: { executionId: id }, inputs: null })
    await settle()
    stop()
    expect(seen).toEqual(['PAUSED OPEN', 'SUCCESS SETTLED'])
  })

  it('takes turns: a long execution does not hold up a short one, and a kill comes before its next turn', async () => {
    const { database, harness } = await open()
    const { engine, save, caller, execution, settle } = await harness()
    const steps = Array.from({ length: 3_000 }, (_, index) => `  - { id: s${index}, type: test.Log, message: x }`)
    await save(`id: long\nnamespace: company.team\ntasks:\n${steps.join('\n')}\n`)
    await save('{ id: short, namespace: company.team, tasks: [{ id: a, type: test.Log, message: hi }] }')
    const groups: (readonly CommitUnit[])[] = []
    const { commits } = database.storage
    const commit = commits.commit.bind(commits)
    commits.commit = (units) => {
      groups.push(units)
      return commit(units)
    }
    const { client } = engine
    const long = await client.createExecution(caller, { ...CREATE, flowId: 'long' })
    const short = await client.createExecution(caller, { ...CREATE, flowId: 'short' })
    expect((await execution(short.id)).state).toBe('SUCCESS')
    expect((await execution(long.id)).state).toBe('RUNNING')
    await client.kill(caller, long.id)
    await settle()
    const killed = await execution(long.id)
    expect(killed.state).toBe('KILLED')
    expect(killed.nextSequence).toBeLessThan(3_000)
    expect(groups.length).toBeGreaterThan(2)
  })
})
