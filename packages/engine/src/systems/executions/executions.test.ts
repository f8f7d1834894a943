import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

describe.each(DATABASES)('executions on %s', (kind) => {
  const open = useDatabase(kind)

  it('runs tasks that only compute, and everything about them is stored', async () => {
    const { save, run, execution, states, outputs, messages, audit } = await (await open()).harness()
    await save(`
id: greet
namespace: company.team
inputs:
  - { id: name, type: STRING }
tasks:
  - { id: hello, type: test.Return, value: "Hello {{ inputs.name }}" }
  - { id: say, type: test.Log, message: "{{ outputs.hello.value }}!" }
outputs:
  - { id: greeting, type: STRING, value: "{{ outputs.hello.value }}" }
`)
    const created = await run('greet', { values: { name: 'Ada' }, from: 'api' })
    expect(created).toMatchObject({ state: 'CREATED', version: 1, inputs: { name: 'Ada' } })
    expect(created.histories.map((entry) => entry.state)).toEqual(['CREATED'])
    expect(created.labels).toEqual([
      { key: 'system.from', value: 'api' },
      { key: 'system.correlationId', value: created.id },
    ])
    const ended = await execution(created.id)
    expect(ended).toMatchObject({ state: 'SUCCESS', outputs: { greeting: 'Hello Ada' }, unfinishedTurn: false })
    expect(ended.histories.map((entry) => entry.state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
    expect(await states(created.id)).toEqual(['hello SUCCESS', 'say SUCCESS'])
    expect(await outputs(created.id, 'hello')).toEqual({ value: 'Hello Ada' })
    expect(await messages(created.id)).toEqual(['Hello Ada!'])
    expect(await audit()).toEqual(['flow.created', 'execution.created'])
  })

  it('writes creation and a whole short life in one commit', async () => {
    const { database, harness } = await open()
    const { save, run, execution } = await harness()
    await save('{ id: short, namespace: company.team, tasks: [{ id: a, type: test.Log, message: hi }] }')
    let units = 0
    const { commits } = database.storage
    const commit = commits.commit.bind(commits)
    commits.commit = (group) => {
      units += group.length
      return commit(group)
    }
    const { id } = await run('short')
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(units).toBe(1)
  })

  it('runs a task with an effect in a worker, and goes on with its outputs', async () => {
    const effect = createScriptedTask()
    effect.answer(({ input, context }) => {
      context.log('INFO', `called ${input.call}`)
      return { outputs: { code: 200 } }
    })
    const { save, run, execution, taskRuns, messages } = await (await open()).harness({ effects: [effect.task] })
    await save(`
id: call
namespace: company.team
tasks:
  - { id: ask, type: test.Effect, call: "{{ flow.id }}" }
  - { id: say, type: test.Log, message: "got {{ outputs.ask.code }}" }
`)
    const { id } = await run('call')
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(await messages(id)).toEqual(['called call', 'got 200'])
    const [ask] = await taskRuns(id)
    expect(ask?.histories.map((entry) => entry.state)).toEqual(['CREATED', 'SUBMITTED', 'RUNNING', 'SUCCESS'])
    expect(effect.runs[0]?.context.facts).toMatchObject({ executionId: id, taskId: 'ask', attempt: 1 })
  })

  it('fails the task run with what its task threw, and runs the error branch', async () => {
    const effect = createScriptedTask()
    effect.answer(() => Promise.reject(new Error('the line is dead')))
    const { save, run, execution, states, taskRuns, messages } = await (await open()).harness({
      effects: [effect.task],
    })
    await save(`
id: broken
namespace: company.team
tasks:
  - { id: ask, type: test.Effect }
  - { id: never, type: test.Log, message: no }
errors:
  - { id: sorry, type: test.Log, message: "it failed" }
`)
    const { id } = await run('broken')
    expect((await execution(id)).state).toBe('FAILED')
    expect(await states(id)).toEqual(['ask FAILED', 'sorry SUCCESS'])
    expect(await messages(id)).toEqual(['the line is dead', 'it failed'])
    expect((await taskRuns(id))[0]?.attempts[0]?.failure).toMatchObject({ code: 'TASK_FAILED', retryable: true })
  })

  it('refuses to start what it cannot, with every wrong input named', async () => {
    const { save, engine, caller } = await (await open()).harness()
    await save(`
id: strict
namespace: company.team
inputs:
  - { id: days, type: INT }
  - { id: mail, type: EMAIL }
tasks: [{ id: a, type: test.Log, message: hi }]
`)
    await save('{ id: off, namespace: company.team, disabled: true, tasks: [{ id: a, type: test.Log, message: hi }] }')
    const start = (
      flowId: string,
      inputs: readonly (readonly [string, string])[] = [],
      labels: readonly string[] = [],
    ) =>
      engine.client.createExecution(caller, {
        namespace: 'company.team',
        flowId,
        inputs: new Map(inputs.map(([id, text]) => [id, { kind: 'text', text }])),
        labels: labels.map((key) => ({ key, value: 'x' })),
      })
    await expect(start('nothing')).rejects.toMatchObject({ code: 'FLOW_NOT_FOUND' })
    await expect(start('off')).rejects.toMatchObject({ code: 'FLOW_DISABLED' })
    await expect(start('strict', [['days', 'many']])).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      fields: [{ field: 'days' }, { field: 'mail' }],
    })
    const given = [
      ['days', '3'],
      ['mail', 'ana@example.org'],
    ] as const
    await expect(start('strict', given, ['system.from'])).rejects.toMatchObject({ code: 'LABEL_INVALID' })
  })

  it('starts a scheduled execution when its time has come, once', async () => {
    const { save, engine, caller, clock, execution, advance, messages } = await (await open()).harness()
    await save('{ id: later, namespace: company.team, tasks: [{ id: a, type: test.Log, message: hi }] }')
    const create = { namespace: 'company.team', flowId: 'later', inputs: new Map(), labels: [] }
    const { id } = await engine.client.createExecution(caller, { ...create, scheduleAt: clock.now() + 60_000 })
    await advance(59_999)
    expect((await execution(id)).state).toBe('CREATED')
    await advance(1)
    expect((await execution(id)).state).toBe('SUCCESS')
    await advance(60_000)
    expect(await messages(id)).toEqual(['hi'])
  })

  it('answers kv and secrets, and shows no secret to people', async () => {
    const { save, run, execution, messages, outputs, engine, caller } = await (await open()).harness({
      secrets: { TOKEN: 'hunter2hunter2' },
    })
    await engine.client.putKv(caller, { namespace: 'company.team', key: 'url', type: 'STRING', value: 'http://hr' })
    await save(`
id: secretive
namespace: company.team
tasks:
  - { id: address, type: test.Return, value: "{{ kv('url') }}/x" }
  - { id: leak, type: test.Log, message: "token {{ secret('TOKEN') }}" }
  - { id: link, type: test.Return, value: "{{ appLink('any') }}" }
`)
    const { id } = await run('secretive')
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(await outputs(id, 'address')).toEqual({ value: 'http://hr/x' })
    expect(await messages(id)).toEqual(['token ******'])
    expect(await outputs(id, 'link')).toEqual({ value: `http://localhost:8080/ui/main/executions/${id}/approval` })
    expect(await engine.client.evaluate('main', id, "{{ secret('TOKEN') }} {{ outputs.address.value }}")).toEqual({
      result: '****** http://hr/x',
    })
    expect(await engine.client.evaluate('main', id, '{{ nothing.here }}')).toMatchObject({ error: expect.any(String) })
  })

  it('asks for what it does not keep in memory, in an execution of many task runs', async () => {
    const { save, run, execution, outputs, storage } = await (await open()).harness()
    const steps = Array.from(
      { length: 300 },
      (_, index) => `  - { id: s${index}, type: test.Return, value: "${index}" }`,
    )
    const last =
      '  - { id: last, type: test.Return, value: "{{ outputs.s7.value }} {{ outputs.s290.value }} {{ tasks.s8.state }}" }'
    await save(`id: many\nnamespace: company.team\ntasks:\n${[...steps, last].join('\n')}\n`)
    const { id } = await run('many')
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(await outputs(id, 'last')).toEqual({ value: '7 290 SUCCESS' })
    expect(await storage.work.unfinishedExecutions(10)).toEqual([])
  })

  it('fails a task whose secret does not exist, in words that say what to define', async () => {
    const { save, run, execution, messages } = await (await open()).harness()
    await save(
      `{ id: none, namespace: company.team, tasks: [{ id: a, type: test.Log, message: "{{ secret('GONE') }}" }] }`,
    )
    const { id } = await run('none')
    expect((await execution(id)).state).toBe('FAILED')
    expect((await messages(id)).join()).toContain('SECRET_GONE')
  })

  it('tells who waits that an execution has ended, and gives up at their signal', async () => {
    const effect = createScriptedTask()
    const { save, engine, settle } = await (await open()).harness({ effects: [effect.task] })
    await save('{ id: slow, namespace: company.team, tasks: [{ id: a, type: test.Effect }] }')
    const { client } = engine
    const created = client.createExecution(
      { tenant: 'main', actor: { kind: 'user', id: 'a', name: 'A' }, origin: { door: 'api' } },
      { namespace: 'company.team', flowId: 'slow', inputs: new Map(), labels: [] },
    )
    const { id } = await created
    const giveUp = new AbortController()
    const impatient = client.waitForEnd('main', id, giveUp.signal)
    const patient = client.waitForEnd('main', id, new AbortController().signal)
    await expect.poll(() => effect.runs.length).toBe(1)
    giveUp.abort()
    expect((await impatient).state).toBe('RUNNING')
    effect.succeed()
    expect((await patient).state).toBe('SUCCESS')
    await settle()
    await expect(client.waitForEnd('main', 'nothing', giveUp.signal)).rejects.toMatchObject({
      code: 'EXECUTION_NOT_FOUND',
    })
  })
})
