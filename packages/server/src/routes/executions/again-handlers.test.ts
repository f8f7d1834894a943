import { routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { HELLO_FLOW, PLAIN_PAUSE_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

/** Fails the first time. */
const ONCE_FLOW = `id: once
namespace: team.api
tasks:
  - { id: f, type: io.kestra.plugin.core.execution.Fail, condition: "{{ taskrun.attemptsCount == 0 }}" }
  - { id: z, type: io.kestra.plugin.core.debug.Return, format: z }
`

const OUTPUTS_FLOW = `id: outputs
namespace: team.api
inputs: [ { id: n, type: INT, defaults: 4 } ]
tasks: [ { id: a, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.n }}{{ inputs.n }}" } ]
outputs: [ { id: twice, type: STRING, value: "{{ outputs.a.value }}" } ]
`

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [HELLO_FLOW, PLAIN_PAUSE_FLOW, ONCE_FLOW, OUTPUTS_FLOW]) await test.saveFlow(flow)
})
afterAll(() => test.close())

const EXECUTIONS = '/api/v1/main/executions'
const post = (path: string) => test.send({ method: 'POST', url: `${EXECUTIONS}/${path}` })
const read = async (id: string) => (await test.send({ url: `${EXECUTIONS}/${id}` })).json()

async function started(flow: string): Promise<string> {
  const id = await test.start(`team.api/${flow}`)
  await test.idle()
  return id
}

describe('restarting', () => {
  it('answers the execution, RESTARTED, under its id', async () => {
    const id = await started('once')
    const answer = await post(`${id}/restart`)
    expectAnswer(routes.executions.restart, 200, answer)
    expect(answer.json()).toMatchObject({ id, state: { current: 'RESTARTED' }, metadata: { attemptNumber: 2 } })
    await test.idle()
    expect((await read(id)).state.current).toBe('SUCCESS')
  })

  it('refuses with 404, 409 or 422 (observed/api.md F57, F58)', async () => {
    const failed = await started('once')
    const cases = [
      ['nothing/restart', 404, 'EXECUTION_NOT_FOUND'],
      [`${failed}/restart?revision=99`, 404, 'FLOW_NOT_FOUND'],
      [`${await started('pauseplain')}/restart`, 409, 'EXECUTION_NOT_RESTARTABLE'],
      [`${await started('hello')}/restart`, 422, 'NOTHING_TO_RESTART'],
    ] as const
    for (const [path, status, code] of cases) {
      const answer = await post(path)
      expectAnswer(routes.executions.restart, status, answer)
      expect(answer.json().code).toBe(code)
    }
  })
})

describe('replaying', () => {
  it('answers a new execution without task runs (observed/api.md F59)', async () => {
    const id = await started('hello')
    const answer = await post(`${id}/replay`)
    expectAnswer(routes.executions.replay, 200, answer)
    const replay = answer.json()
    expect(replay).toMatchObject({
      parentId: id,
      originalId: id,
      taskRunList: [],
      state: { current: 'CREATED' },
      metadata: { attemptNumber: 2 },
    })
    expect(replay).not.toHaveProperty('url')
    expect(replay.labels).toContainEqual({ key: 'system.replay', value: 'true' })
    expect((await read(id)).labels).toContainEqual({ key: 'system.replayed', value: 'true' })
  })

  it('answers an execution that goes on from a task run', async () => {
    const id = await started('hello')
    const [, log] = (await read(id)).taskRunList
    const answer = await post(`${id}/replay?taskRunId=${log.id}`)
    expectAnswer(routes.executions.replay, 200, answer)
    const replay = answer.json()
    expect(replay).toMatchObject({ parentId: id, state: { current: 'RESTARTED' } })
    expect(replay.taskRunList.map((run: { taskId: string }) => run.taskId)).toEqual(['ret', 'log'])
    await test.idle()
    expect((await read(replay.id)).state.current).toBe('SUCCESS')
  })

  it('refuses unknown task runs, unknown executions, and breakpoints that name no task', async () => {
    const id = await started('hello')
    for (const [path, status] of [
      [`${id}/replay?taskRunId=nothing`, 422],
      ['nothing/replay', 404],
      [`${id}/replay?breakpoints=nothing`, 422],
    ] as const) {
      const answer = await post(path)
      expectAnswer(routes.executions.replay, status, answer)
    }
  })
})

describe('replaying with other inputs', () => {
  it('resolves them like those of a new execution, and answers the old outputs until there are new ones', async () => {
    const id = await started('outputs')
    const answer = await test.send({ method: 'POST', url: `${EXECUTIONS}/${id}/replay-with-inputs`, form: { n: '5' } })
    expectAnswer(routes.executions.replayWithInputs, 200, answer)
    expect(answer.json()).toMatchObject({ taskRunList: [], inputs: { n: 5 }, outputs: { twice: '44' }, parentId: id })
    await test.idle()
    expect((await read(answer.json().id)).outputs).toEqual({ twice: '55' })
    const wrong = await test.send({ method: 'POST', url: `${EXECUTIONS}/${id}/replay-with-inputs`, form: { n: 'x' } })
    expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'INPUT_INVALID'])
  })
})

describe('forcing and pausing', () => {
  it('passes a gate without its form (observed/api.md E55)', async () => {
    const id = await started('pauseplain')
    const answer = await post(`${id}/force-run`)
    expectAnswer(routes.executions.forceRun, 200, answer)
    expect(answer.json().metadata.attemptNumber).toBe(2)
    const { state, taskRunList } = await read(id)
    expect(state.current).toBe('SUCCESS')
    expect(Object.keys(taskRunList[0].outputs)).toEqual(['resumed'])
    expect((await post(`${id}/force-run`)).statusCode).toBe(422)
    expect((await post('nothing/force-run')).statusCode).toBe(404)
  })

  it('holds a running execution until it is resumed; what does not run is 422', async () => {
    await test.saveFlow(`id: slow
namespace: team.api
tasks:
  - { id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT0.05S }
  - { id: z, type: io.kestra.plugin.core.debug.Return, format: z }
`)
    const id = await test.start('team.api/slow')
    const answer = await post(`${id}/pause`)
    expectAnswer(routes.executions.pause, 200, answer)
    expect(answer.body).toBe('')
    await test.idle()
    const held = await read(id)
    expect([held.state.current, held.taskRunList.length]).toEqual(['PAUSED', 1])
    const check = await post(`${id}/resume/validate`)
    expect([check.statusCode, check.json().inputs]).toEqual([200, []])
    expect((await post(`${id}/resume`)).statusCode).toBe(204)
    await test.idle()
    expect((await read(id)).state.histories.map((entry: { state: string }) => entry.state)).toEqual([
      'CREATED',
      'RUNNING',
      'PAUSED',
      'RUNNING',
      'SUCCESS',
    ])
    const late = await post(`${id}/pause`)
    expect([late.statusCode, late.json().code]).toEqual([422, 'EXECUTION_NOT_RUNNING'])
    expect((await post('nothing/pause')).statusCode).toBe(404)
  })
})
