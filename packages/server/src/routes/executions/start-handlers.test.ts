import { tmpdir } from 'node:os'
import { type Execution, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { GATE_FLOW, HELLO_FLOW, NEEDY_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp, type TestRequest } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [HELLO_FLOW, NEEDY_FLOW, GATE_FLOW]) await test.saveFlow(flow)
})
afterAll(() => test.close())

const EXECUTIONS = '/api/v1/main/executions'
const create = (path: string, request: TestRequest = {}) =>
  test.send({ method: 'POST', url: `${EXECUTIONS}/${path}`, ...request })

describe('starting an execution', () => {
  it('without body and type answers with the new execution and its page, before it has run', async () => {
    const answer = await create('team.api/hello')
    const execution = expectAnswer(routes.executions.create, 200, answer) as Execution
    expect(execution).toEqual({
      id: expect.stringMatching(/^[0-9A-Za-z]{22}$/),
      namespace: 'team.api',
      flowId: 'hello',
      flowRevision: 1,
      inputs: { who: 'World', times: null },
      labels: [
        { key: 'team', value: 'ops' },
        { key: 'system.from', value: 'api' },
        { key: 'system.correlationId', value: execution.id },
      ],
      variables: { v1: 'x' },
      state: {
        current: 'CREATED',
        histories: [{ state: 'CREATED', date: '2026-11-24T09:00:00.000Z' }],
        startDate: '2026-11-24T09:00:00.000Z',
      },
      originalId: execution.id,
      deleted: false,
      metadata: { attemptNumber: 1, originalCreatedDate: '2026-11-24T09:00:00.000Z' },
      url: `http://test.local/ui/main/executions/team.api/hello/${execution.id}`,
    })
  })

  it('works on Kestra’s old path and without a tenant', async () => {
    expectAnswer(routes.executions.trigger, 200, await create('trigger/team.api/hello'))
    const short = await test.send({ method: 'POST', url: '/api/v1/executions/team.api/hello' })
    expectAnswer(routes.executions.create, 200, short)
  })

  it('waits for the end when asked, and answers with task runs and outputs', async () => {
    const answer = await create('team.api/hello?wait=true', { form: { who: 'Ada', times: '3' } })
    const execution = expectAnswer(routes.executions.create, 200, answer) as Execution
    expect(execution.state).toMatchObject({ current: 'SUCCESS', duration: 'PT0S', endDate: '2026-11-24T09:00:00.000Z' })
    expect(execution.inputs).toEqual({ who: 'Ada', times: 3 })
    expect(execution.taskRunList?.map(({ taskId, outputs }) => [taskId, outputs])).toEqual([
      ['ret', { value: 'Hello Ada' }],
      ['log', {}],
    ])
    expect(execution.url).toContain(execution.id)
  })

  it('gives up waiting for somebody who does not answer, and answers with what there is', async () => {
    const impatient = await createTestApp({ facts: { ...FACTS, waitLimitMs: 50 } })
    await impatient.saveFlow(GATE_FLOW)
    const answer = await impatient.send({ method: 'POST', url: `${EXECUTIONS}/team.api/gate?wait=true` })
    expect(answer.json().state.current).toBe('PAUSED')
    await impatient.close()
  })

  it('takes labels, and puts a given correlation id before the origin', async () => {
    const answer = await create('team.api/hello?labels=a:b,c&labels=system.correlationId:abc')
    expect(answer.json().labels).toEqual([
      { key: 'team', value: 'ops' },
      { key: 'a', value: 'b,c' },
      { key: 'system.correlationId', value: 'abc' },
      { key: 'system.from', value: 'api' },
    ])
  })

  it.each(['nocolon', 'a:', ':b', 'system.x:y'])('refuses the label %s', async (label) => {
    const answer = await create(`team.api/hello?labels=${label}`)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'LABEL_INVALID'])
  })

  it('starts later when it is told to', async () => {
    const answer = await create('team.api/hello?scheduleDate=2099-01-01T00:00:00Z')
    expect(answer.json()).toMatchObject({ scheduleDate: '2099-01-01T00:00:00.000Z', state: { current: 'CREATED' } })
    await test.idle()
    const read = await test.send({ url: `${EXECUTIONS}/${answer.json().id}` })
    expect(read.json().state.current).toBe('CREATED')
    const wrong = await create('team.api/hello?scheduleDate=tomorrow')
    expect([wrong.statusCode, wrong.json().fields[0].field]).toEqual([422, 'scheduleDate'])
  })

  it('takes breakpoints and what the execution is for, and refuses what would mean nothing', async () => {
    const stopping = await create('team.api/hello?breakpoints=log,ret.x')
    expect(stopping.json().breakpoints).toEqual([{ id: 'log' }, { id: 'ret', value: 'x' }])
    expect((await create('team.api/hello?kind=TEST')).json().kind).toBe('TEST')
    expect((await create('team.api/hello')).json()).not.toHaveProperty('kind')
    expect((await create('team.api/hello?breakpoints=nothing')).json().fields[0].field).toBe('breakpoints')
    expect((await create('team.api/hello?kind=NOPE')).statusCode).toBe(422)
  })

  it('tells flows and revisions that are not there', async () => {
    for (const path of ['team.api/nope', 'team.api/hello?revision=99']) {
      const answer = await create(path)
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'FLOW_NOT_FOUND'])
    }
  })
})

const FACTS = {
  version: '1',
  installation: 'i',
  url: 'http://test.local',
  demo: false,
  sessionCookie: 'sid',
  bodyLimit: 10_000,
  uploadBytes: 10_000,
  uploadDirectory: tmpdir(),
  waitLimitMs: 50,
}

describe('inputs', () => {
  it('may come as JSON and as a form of the web, too', async () => {
    const json = await create('team.api/needy?wait=true', { payload: { name: 'Ada', list: [1, 2], amount: 1.5 } })
    expect(json.json().inputs).toEqual({ name: 'Ada', list: [1, 2], amount: 1.5 })
    const form = await create('team.api/needy?wait=true', {
      payload: 'name=Ada+L&amount=2',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(form.json().inputs).toMatchObject({ name: 'Ada L' })
  })

  it('cannot reach the prototype of anything', async () => {
    const payload = '{"name":"x","__proto__":{"polluted":true},"constructor":{"a":1}}'
    const headers = { 'content-type': 'application/json' }
    const answer = await create('team.api/needy?wait=true', { payload, headers })
    expect(answer.json().inputs).toEqual({ name: 'x', list: null, amount: null })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('that are repeated make a list', async () => {
    const payload = ['name=x', 'list=1', 'list=2'].map((pair) => {
      const [name, value] = pair.split('=')
      return `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    })
    const answer = await create('team.api/needy?wait=true', {
      payload: `${payload.join('')}--b--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    })
    expect(answer.json().inputs).toMatchObject({ name: 'x', list: [1, 2] })
  })

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x', amount: 'much' }, 'amount'],
    [{ name: 'x', list: '{oops' }, 'list'],
  ])('that are wrong, as %j, are named', async (form, field) => {
    const answer = await create('team.api/needy', { form })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'INPUT_INVALID'])
    expect(answer.json().fields[0].field).toBe(field)
    expect(answer.json()._embedded.errors[0].path).toBe(field)
  })

  it('can be checked without starting anything', async () => {
    const before = await test.send({ url: `${EXECUTIONS}/search?filters[flowId][EQUALS]=needy` })
    const answer = await create('team.api/needy/validate', { form: { amount: 'much' } })
    expect(expectAnswer(routes.executions.validate, 200, answer)).toEqual({
      id: 'needy',
      namespace: 'team.api',
      inputs: [
        {
          input: { id: 'name', type: 'STRING', required: true },
          enabled: true,
          isDefault: false,
          errors: [{ message: expect.stringContaining('name'), renderError: false }],
        },
        { input: expect.objectContaining({ id: 'list' }), enabled: true, isDefault: false, errors: [] },
        {
          input: expect.objectContaining({ id: 'amount' }),
          value: 'much',
          enabled: true,
          isDefault: false,
          errors: [{ message: expect.any(String), renderError: false }],
        },
      ],
      checks: [],
    })
    const after = await test.send({ url: `${EXECUTIONS}/search?filters[flowId][EQUALS]=needy` })
    expect(after.json().total).toBe(before.json().total)
    expect((await create('team.api/nope/validate')).statusCode).toBe(404)
  })
})
