import { type Execution, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { FAILING_FLOW, GATE_FLOW, HELLO_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let done: string
let paused: string
let failed: string

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [HELLO_FLOW, GATE_FLOW, FAILING_FLOW]) await test.saveFlow(flow)
  done = await test.start('team.api/hello?labels=origin:test')
  test.advance(1_000)
  paused = await test.start('team.api/gate')
  test.advance(1_000)
  failed = await test.start('team.api/failing')
  await test.idle()
})
afterAll(() => test.close())

const EXECUTIONS = '/api/v1/main/executions'
const get = (path: string) => test.send({ url: `${EXECUTIONS}${path}` })
const read = async (id: string) => expectAnswer(routes.executions.read, 200, await get(`/${id}`)) as Execution

describe('reading an execution', () => {
  it('shows its task runs in order, with states, attempts and outputs', async () => {
    const execution = await read(done)
    expect(execution.state.current).toBe('SUCCESS')
    expect(execution.taskRunList?.[0]).toMatchObject({
      executionId: done,
      namespace: 'team.api',
      flowId: 'hello',
      taskId: 'ret',
      outputs: { value: 'Hello World' },
      attempts: [{ state: { current: 'SUCCESS' }, workerId: 'installation-1' }],
      state: { current: 'SUCCESS', endDate: expect.any(String), duration: expect.stringMatching(/^PT/) },
    })
    expect(Object.keys(execution).slice(0, 5)).toEqual(['id', 'namespace', 'flowId', 'flowRevision', 'taskRunList'])
    expect(execution).not.toHaveProperty('url')
  })

  it('shows a paused one with an end date, and its gate with an attempt that no worker runs', async () => {
    const { state, taskRunList = [] } = await read(paused)
    expect(state).toMatchObject({ current: 'PAUSED', endDate: expect.any(String) })
    expect(taskRunList.at(-1)).toMatchObject({ taskId: 'approval', state: { current: 'PAUSED' }, outputs: {} })
    expect(taskRunList.at(-1)?.attempts?.[0]).not.toHaveProperty('workerId')
  })

  it('answers 404 for what is not there, in this tenant or at all', async () => {
    for (const url of [`${EXECUTIONS}/nope`, `${EXECUTIONS}/nope/flow`, `${EXECUTIONS}/nope/follow`]) {
      const answer = await test.send({ url })
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'EXECUTION_NOT_FOUND'])
    }
  })

  it('shows the flow with the form of each pause and nothing of its tasks', async () => {
    const flow = expectAnswer(routes.executions.flow, 200, await get(`/${paused}/flow`))
    expect(flow).toMatchObject({
      id: 'gate',
      tasks: [
        { id: 'before', type: 'io.kestra.plugin.core.log.Log' },
        {
          id: 'approval',
          tasks: [],
          inputs: [
            { id: 'approved', type: 'BOOLEAN', description: 'Approve?', required: true },
            { id: 'reason', defaults: 'none' },
            { id: 'level', values: ['low', 'high'], allowCustomValue: false, isRadio: false, autoSelectFirst: false },
          ],
        },
        { id: 'after' },
      ],
      errors: [],
      triggers: [],
    })
    expect(JSON.stringify(flow)).not.toContain('asking')
    const forStart = expectAnswer(routes.executions.flowForStart, 200, await get('/flows/team.api/hello'))
    expect(forStart).toMatchObject({ inputs: [{ id: 'who' }, { id: 'times' }] })
    expect((await get('/flows/team.api/nope')).statusCode).toBe(404)
  })
})

describe('searching executions', () => {
  const idsOf = async (query: string) => {
    const answer = await get(`/search?size=50&${query}`)
    const page = expectAnswer(routes.executions.search, 200, answer) as { readonly results: Execution[] }
    return page.results.map(({ id }) => id)
  }

  it('gives them as they were created, with task runs', async () => {
    expect(await idsOf('')).toEqual([done, paused, failed])
    const page = await get('/search?size=1')
    expect(page.json()).toMatchObject({ total: 3, results: [{ taskRunList: [{ taskId: 'ret' }, { taskId: 'log' }] }] })
  })

  it.each([
    ['state=PAUSED', () => [paused]],
    ['state=PAUSED,FAILED', () => [paused, failed]],
    ['state=PAUSED&state=SUCCESS', () => [done, paused]],
    ['filters[state][NOT_IN]=SUCCESS,FAILED', () => [paused]],
    ['filters[state][IN]=PAUSED&filters[state][NOT_EQUALS]=PAUSED', () => []],
    ['flowId=hello&namespace=team', () => [done]],
    ['namespace=tea', () => []],
    ['filters[namespace][STARTS_WITH]=tea&filters[flowId][IN]=hello,gate', () => [done, paused]],
    ['filters[flowId][CONTAINS]=ail', () => [failed]],
    ['labels=origin:test', () => [done]],
    ['filters[labels][NOT_EQUALS][origin]=test', () => [paused, failed]],
    ['q=gat', () => [paused]],
    ['q=*', () => [done, paused, failed]],
    ['scope=SYSTEM', () => []],
    ['scope=USER,SYSTEM', () => [done, paused, failed]],
    ['childFilter=CHILD', () => []],
    ['childFilter=MAIN', () => [done, paused, failed]],
    ['filters[kind][EQUALS]=TEST', () => []],
    ['filters[kind][EQUALS]=NORMAL', () => [done, paused, failed]],
    ['startDate=2026-11-24T09:00:01Z', () => [paused, failed]],
    ['endDate=2026-11-24T09:00:00Z', () => [done]],
    ['filters[startDate][GREATER_THAN]=2026-11-24T09:00:01Z', () => [failed]],
    ['filters[startDate][LESS_THAN]=2026-11-24T09:00:01Z', () => [done]],
    ['timeRange=PT1S', () => [paused, failed]],
    ['sort=id:desc', () => [failed, paused, done]],
    ['sort=flowId:desc', () => [done, paused, failed]],
    ['filters[flowId][EQUALS]=hello&state=FAILED', () => [done]],
    ['filters%5BflowId%5D%5BEQUALS%5D=zzz', () => []],
  ])('by ?%s', async (query, expected) => {
    expect(await idsOf(query)).toEqual(expected())
  })

  it.each([
    ['filters[state][CONTAINS]=PA', 400],
    ['filters[triggerId][EQUALS]=x', 400],
    ['filters[state][EQUALS]=NOPE', 422],
    ['filters[flowId][NEAR]=x', 422],
    ['filters[flowId][REGEX]=.*', 422],
    ['filters[labels][IN][team]=a,b', 422],
    ['timeRange=P1Y', 422],
    ['timeRange=PT1H&startDate=2026-11-24T09:00:00Z', 422],
    ['startDate=2026-02-01T00:00:00Z&endDate=2026-01-01T00:00:00Z', 422],
    ['labels=nocolon', 422],
  ])('refuses ?%s with %i', async (query, status) => {
    const answer = await get(`/search?${query}`)
    expect(answer.statusCode).toBe(status)
    expect(answer.json().fields).not.toHaveLength(0)
  })

  it('lists those of one flow, which must be named', async () => {
    const answer = await get('?namespace=team.api&flowId=hello&size=5&page=1')
    expect(expectAnswer(routes.executions.listByFlow, 200, answer)).toMatchObject({ total: 1, results: [{ id: done }] })
    expect((await get('?namespace=team&flowId=hello')).json().total).toBe(0)
    const missing = await get('?namespace=team.api')
    expect([missing.statusCode, missing.json().fields[0].field]).toEqual([400, 'flowId'])
  })
})

describe('evaluating an expression', () => {
  const evaluate = (path: string, payload: string, type = 'text/plain') =>
    test.send({ method: 'POST', url: `${EXECUTIONS}/${path}`, payload, headers: { 'content-type': type } })

  it('renders against the execution, secrets masked', async () => {
    const answer = await evaluate(`${done}/eval`, '{{ outputs.ret.value }} in {{ flow.namespace }}')
    expect(expectAnswer(routes.executions.evaluate, 200, answer)).toEqual({ result: 'Hello World in team.api' })
    const secret = await evaluate(`${done}/eval`, "{{ secret('GREETING') }}")
    expect(secret.body).not.toContain('hello-secret')
    expect(secret.json().result).toMatch(/^\*+$/)
  })

  it('answers an expression that fails with what is wrong', async () => {
    for (const expression of ['{{ missing.x }}', '{{ oops']) {
      const answer = await evaluate(`${done}/eval`, expression)
      const evaluation = expectAnswer(routes.executions.evaluate, 200, answer)
      expect(evaluation).toMatchObject({ error: expect.any(String) })
      expect(evaluation).not.toHaveProperty('result')
    }
  })

  it('knows the task runs of the execution and takes plain text only', async () => {
    const taskRunId = (await read(done)).taskRunList?.[0]?.id
    const answer = await evaluate(`${done}/eval/${taskRunId}`, '{{ task.id }}')
    expect(expectAnswer(routes.executions.evaluateTaskRun, 200, answer)).toEqual({ result: 'ret' })
    expect((await evaluate(`${done}/eval/nope`, '{{ flow.id }}')).statusCode).toBe(404)
    expect((await evaluate(`${done}/eval`, '"x"', 'application/json')).statusCode).toBe(415)
    expect((await evaluate('nope/eval', 'x')).statusCode).toBe(404)
  })
})
