import { routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { FAILING_FLOW, HELLO_FLOW, PLAIN_PAUSE_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp, type TestRequest } from '../../testing/test-app.ts'

/** One of it runs at a time. */
const LIMITED_FLOW = `id: limited
namespace: team.api
concurrency: { limit: 1, behavior: QUEUE }
tasks: [ { id: wait, type: io.kestra.plugin.core.flow.Pause } ]
`
const GATE_THAT_FAILS = `id: closing
namespace: team.api
tasks: [ { id: gate, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT1S, behavior: FAIL } ]
`

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [HELLO_FLOW, FAILING_FLOW, PLAIN_PAUSE_FLOW, LIMITED_FLOW, GATE_THAT_FAILS])
    await test.saveFlow(flow)
})
afterAll(() => test.close())

const EXECUTIONS = '/api/v1/main/executions'
const post = (path: string, payload?: object, request: TestRequest = {}) =>
  test.send({ method: 'POST', url: `${EXECUTIONS}/${path}`, ...(payload === undefined ? {} : { payload }), ...request })
const read = async (id: string) => (await test.send({ url: `${EXECUTIONS}/${id}` })).json()
const historyOf = async (id: string) =>
  (await read(id)).state.histories.map((entry: { state: string }) => entry.state).join()

async function started(flow: string, query = ''): Promise<string> {
  const id = await test.start(`team.api/${flow}${query}`)
  await test.idle()
  return id
}

describe('changing the state of a task run', () => {
  const failedRun = async (id: string) => {
    const { taskRunList } = await read(id)
    return taskRunList.find((run: { state: { current: string } }) => run.state.current === 'FAILED').id
  }

  it('answers the execution, RESTARTED, and goes on (J-status-labels-taskrun-state)', async () => {
    const id = await started('failing')
    const answer = await post(`${id}/state`, { taskRunId: await failedRun(id), state: 'SUCCESS', reason: 'by hand' })
    expectAnswer(routes.executions.changeTaskState, 200, answer)
    expect(answer.json()).toMatchObject({ id, state: { current: 'RESTARTED' }, metadata: { attemptNumber: 2 } })
    expect(answer.json().labels).toContainEqual({ key: 'system.restarted', value: 'true' })
    await test.idle()
    expect((await read(id)).state.current).toBe('SUCCESS')
  })

  it('refuses what is not there, what waits, and states that are no end', async () => {
    const id = await started('failing')
    const taskRunId = await failedRun(id)
    const waiting = await started('pauseplain')
    const cases = [
      ['nothing', { taskRunId, state: 'SUCCESS' }, 404],
      [id, { taskRunId: 'nope', state: 'SUCCESS' }, 422],
      [id, { taskRunId, state: 'RUNNING' }, 422],
      [id, { taskRunId, state: 'NOPE' }, 422],
      [id, { state: 'SUCCESS' }, 422],
      [waiting, { taskRunId: (await read(waiting)).taskRunList[0].id, state: 'SUCCESS' }, 422],
    ] as const
    for (const [execution, payload, status] of cases) {
      expectAnswer(routes.executions.changeTaskState, status, await post(`${execution}/state`, payload))
    }
    expect((await read(waiting)).state.current).toBe('PAUSED')
  })

  it('passes no gate that nobody answered', async () => {
    const id = await started('closing')
    test.advance(1_000)
    await test.tick()
    const answer = await post(`${id}/state`, { taskRunId: await failedRun(id), state: 'SUCCESS' })
    expectAnswer(routes.executions.changeTaskState, 409, answer)
    expect(answer.json().code).toBe('GATE_UNANSWERED')
    expect((await read(id)).state.current).toBe('FAILED')
  })

  it('is not for those who may only read or decide', async () => {
    const id = await started('failing')
    const answer = await post(`${id}/state`, { taskRunId: await failedRun(id), state: 'SUCCESS' }, { as: 'reader' })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'FORBIDDEN'])
  })
})

describe('changing how an execution ended', () => {
  it('changes the state alone, once (J-status-labels-change-status)', async () => {
    const id = await started('hello')
    for (let times = 0; times < 2; times++) {
      const answer = await post(`${id}/change-status?status=WARNING`)
      expectAnswer(routes.executions.changeStatus, 200, answer)
    }
    expect(await historyOf(id)).toBe('CREATED,RUNNING,SUCCESS,WARNING')
    for (const [path, status] of [
      [`${id}/change-status?status=RUNNING`, 422],
      [`${id}/change-status`, 422],
      [`${await started('pauseplain')}/change-status?status=FAILED`, 422],
      ['nothing/change-status?status=FAILED', 404],
    ] as const) {
      expectAnswer(routes.executions.changeStatus, status, await post(path))
    }
  })
})

describe('labels', () => {
  it('are added and replaced once an execution has ended (J-status-labels-labels)', async () => {
    const id = await started('hello')
    const labels = [
      { key: 'new', value: 'one' },
      { key: 'team', value: 'dev' },
      { key: '', value: '' },
    ]
    const answer = await post(`${id}/labels`, labels)
    expectAnswer(routes.executions.setLabels, 200, answer)
    expect(answer.json().labels).toEqual(
      expect.arrayContaining([
        { key: 'new', value: 'one' },
        { key: 'team', value: 'dev' },
        { key: 'system.from', value: 'api' },
      ]),
    )
    const cases = [
      [id, [{ key: 'system.x', value: 'one' }], 422],
      [id, [{ key: 'a', value: null }], 422],
      [id, { a: 'b' }, 422],
      [await started('pauseplain'), [{ key: 'a', value: 'b' }], 400],
      ['nothing', [{ key: 'a', value: 'b' }], 404],
    ] as const
    for (const [execution, payload, status] of cases) {
      expectAnswer(routes.executions.setLabels, status, await post(`${execution}/labels`, payload))
    }
  })
})

describe('the queue and breakpoints', () => {
  it('lets an execution out of the queue, to run or to end', async () => {
    const first = await started('limited')
    const [second, third] = [await started('limited'), await started('limited')]
    const answer = await post(`${second}/unqueue?reason=urgent`)
    expectAnswer(routes.executions.unqueue, 200, answer)
    expect((await post(`${third}/unqueue?state=CANCELLED`)).json().state.current).toBe('CANCELLED')
    await test.idle()
    expect(await historyOf(second)).toBe('CREATED,QUEUED,RUNNING,PAUSED')
    expectAnswer(routes.executions.unqueue, 422, await post(`${first}/unqueue`))
    expectAnswer(routes.executions.unqueue, 422, await post(`${first}/unqueue?state=PAUSED`))
  })

  it('shows a breakpoint in both states, without an end, and goes on from it (66c)', async () => {
    const id = await started('hello', '?breakpoints=log')
    const { state, taskRunList, breakpoints } = await read(id)
    expect([state.current, taskRunList[1].state.current]).toEqual(['BREAKPOINT', 'BREAKPOINT'])
    expect(state).not.toHaveProperty('endDate')
    expect(breakpoints).toEqual([{ id: 'log' }])
    const wrong = await post(`${id}/resume-from-breakpoint?breakpoints=nothing`)
    expectAnswer(routes.executions.resumeFromBreakpoint, 422, wrong)
    const answer = await post(`${id}/resume-from-breakpoint`)
    expectAnswer(routes.executions.resumeFromBreakpoint, 200, answer)
    expect(answer.body).toBe('')
    await test.idle()
    expect((await read(id)).state.current).toBe('SUCCESS')
    expectAnswer(routes.executions.resumeFromBreakpoint, 409, await post(`${id}/resume-from-breakpoint`))
  })

  it('finds executions of another kind only when they are asked for', async () => {
    const id = await started('hello', '?kind=TEST')
    const found = async (query: string) =>
      (await test.send({ url: `${EXECUTIONS}/search?size=100&${query}` }))
        .json()
        .results.map((one: { id: string }) => one.id)
    expect(await found('')).not.toContain(id)
    expect(await found('filters[kind][EQUALS]=TEST')).toEqual([id])
    expect(await found('filters[kind][NOT_EQUALS]=NORMAL')).toEqual([id])
    expect(await found('filters[kind][IN]=NORMAL,TEST')).toContain(id)
  })
})
