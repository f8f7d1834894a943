import { bulkErrorBodySchema, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { GATE_FLOW, HELLO_FLOW, PLAIN_PAUSE_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp, type TestRequest } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [GATE_FLOW, HELLO_FLOW, PLAIN_PAUSE_FLOW]) await test.saveFlow(flow)
})
afterAll(() => test.close())

const EXECUTIONS = '/api/v1/main/executions'
const send = (method: 'POST' | 'DELETE', path: string, request: TestRequest = {}) =>
  test.send({ method, url: `${EXECUTIONS}/${path}`, ...request })
const stateOf = async (id: string) => (await test.send({ url: `${EXECUTIONS}/${id}` })).json().state.current

/** Starts an execution and waits until it stands still. */
async function started(flow: string): Promise<string> {
  const id = await test.start(`team.api/${flow}`)
  await test.idle()
  return id
}

describe('resuming', () => {
  it('answers the open request and names the person in the outputs', async () => {
    const id = await started('gate')
    const answer = await send('POST', `${id}/resume`, { form: { approved: 'true', reason: 'fine' } })
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    await test.idle()
    const { state, taskRunList } = (await test.send({ url: `${EXECUTIONS}/${id}` })).json()
    expect(state.current).toBe('SUCCESS')
    expect(taskRunList[1].outputs).toMatchObject({
      onResume: { approved: true, reason: 'fine' },
      resumed: { by: expect.anything(), to: 'SUCCESS' },
    })
  })

  it.each([
    ['JSON', { payload: { approved: true } }],
    ['no body', {}],
  ])('takes %s', async (name, request) => {
    const id = await started(name === 'JSON' ? 'gate' : 'pauseplain')
    expect((await send('POST', `${id}/resume`, request)).statusCode).toBe(204)
  })

  it('leaves the request open when a value is wrong, and says which', async () => {
    const id = await started('gate')
    for (const form of [{ reason: 'x' }, { approved: 'yes' }]) {
      const answer = await send('POST', `${id}/resume`, { form })
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'INPUT_INVALID'])
      expect(answer.json().fields[0].field).toBe('approved')
    }
    expect(await stateOf(id)).toBe('PAUSED')
  })

  it('lets exactly one of twenty answers through', async () => {
    const id = await started('pauseplain')
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('POST', `${id}/resume`)))
    expect(answers.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(19)
  })

  it('gives a repeated idempotency key the first answer again', async () => {
    const id = await started('gate')
    const request = { form: { approved: 'true' }, headers: { 'idempotency-key': 'k1' } }
    expect((await send('POST', `${id}/resume`, request)).statusCode).toBe(204)
    expect((await send('POST', `${id}/resume`, request)).statusCode).toBe(204)
    const other = await send('POST', `${id}/resume`, {
      form: { approved: 'true' },
      headers: { 'idempotency-key': 'k2' },
    })
    expect(other.statusCode).toBe(409)
  })

  it('refuses what does not wait, and what is not there', async () => {
    const id = await started('hello')
    const finished = await send('POST', `${id}/resume`)
    expect([finished.statusCode, finished.json().code]).toEqual([409, 'EXECUTION_NOT_PAUSED'])
    const unknown = await send('POST', 'nope/resume')
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'EXECUTION_NOT_FOUND'])
  })

  it('can be tried without answering', async () => {
    const id = await started('gate')
    const answer = await send('POST', `${id}/resume/validate`, { form: { approved: 'true', level: 'zzz' } })
    expect(expectAnswer(routes.executions.validateResume, 200, answer)).toMatchObject({
      id: 'gate',
      namespace: 'team.api',
      inputs: [
        { input: { id: 'approved' }, value: true, errors: [] },
        { input: { id: 'reason' }, value: 'none', isDefault: true },
        { input: { id: 'level' }, value: 'zzz' },
      ],
    })
    expect(await stateOf(id)).toBe('PAUSED')
    expect((await send('POST', `${await started('hello')}/resume/validate`)).statusCode).toBe(409)
    expect((await send('POST', 'nope/resume/validate')).statusCode).toBe(404)
  })
})

describe('bulk calls', () => {
  it('resume several without a form, counting an id that is named twice', async () => {
    const ids = [await started('gate'), await started('pauseplain')]
    const answer = await send('POST', 'resume/by-ids', { payload: [...ids, ids[0]] })
    expect(expectAnswer(routes.executions.resumeByIds, 200, answer)).toEqual({ count: 3 })
    await test.idle()
    const run = (await test.send({ url: `${EXECUTIONS}/${ids[0]}` })).json().taskRunList[1]
    expect(run.outputs).not.toHaveProperty('onResume')
    expect((await send('POST', 'resume/by-ids', { payload: [] })).json()).toEqual({ count: 0 })
  })

  it('do nothing at all when one stands in the way, and name each that does', async () => {
    const waiting = await started('pauseplain')
    const over = await started('hello')
    const answer = await send('POST', 'resume/by-ids', { payload: [waiting, over, 'nothere'] })
    expect(answer.statusCode).toBe(400)
    const body = bulkErrorBodySchema.parse(answer.json())
    expect(body.message).toBe('invalid bulk resume')
    expect(body.invalids.map(({ invalidValue, message }) => [invalidValue, message])).toEqual([
      ['nothere', 'execution not found'],
      [over, 'execution not in state PAUSED'],
    ])
    expect(await stateOf(waiting)).toBe('PAUSED')
    await send('DELETE', `${waiting}/kill`)
  })

  it('by query heed the filters of the body and of the query together', async () => {
    const id = await started('pauseplain')
    const filters = (value: string) => ({ payload: { filters: [{ field: 'FLOW_ID', operation: 'EQUALS', value }] } })
    const nothing = await send('POST', 'resume/by-query', filters('nothing'))
    expect(expectAnswer(routes.executions.resumeByQuery, 200, nothing)).toEqual({ count: 0 })
    const other = await send('POST', 'resume/by-query?filters[flowId][EQUALS]=gate', filters('pauseplain'))
    expect(other.json()).toEqual({ count: 0 })
    expect(await stateOf(id)).toBe('PAUSED')
    const both = await send('POST', 'resume/by-query?state=PAUSED&filters[flowId][EQUALS]=pauseplain')
    expect(both.json()).toEqual({ count: 1 })
  })

  it('by query refuse a body that holds no filters, in place of hitting everything', async () => {
    const id = await started('pauseplain')
    for (const payload of [{ ids: ['x'] }, { filters: [{}] }, { filters: 'x' }]) {
      expect((await send('DELETE', 'kill/by-query', { payload })).statusCode).toBe(422)
    }
    expect(await stateOf(id)).toBe('PAUSED')
    await send('DELETE', `${id}/kill`)
  })

  it('kill and delete several', async () => {
    const ids = [await started('pauseplain'), await started('pauseplain')]
    const early = await send('DELETE', 'by-ids', { payload: ids })
    expect([early.statusCode, early.json().message]).toEqual([400, 'invalid bulk delete'])
    const killed = await send('DELETE', 'kill/by-ids', { payload: ids })
    expect(expectAnswer(routes.executions.killByIds, 200, killed)).toEqual({ count: 2 })
    await test.idle()
    const again = await send('DELETE', 'kill/by-ids', { payload: ids })
    expect([again.statusCode, again.json().invalids[0].message]).toEqual([400, 'execution already finished'])
    const deleted = await send('DELETE', 'by-ids', { payload: ids })
    expect(expectAnswer(routes.executions.removeByIds, 200, deleted)).toEqual({ count: 2 })
    const open = await started('pauseplain')
    const forced = await send('DELETE', `by-query?includeNonTerminated=true&q=${open}`)
    expect(expectAnswer(routes.executions.removeByQuery, 200, forced)).toEqual({ count: 1 })
    expect((await test.send({ url: `${EXECUTIONS}/${open}` })).statusCode).toBe(404)
  })
})

describe('killing and deleting', () => {
  it('kills a paused execution, which then takes no answer', async () => {
    const id = await started('gate')
    const answer = await send('DELETE', `${id}/kill`, { headers: { accept: 'text/json' } })
    expect([answer.statusCode, answer.body]).toEqual([202, ''])
    await test.idle()
    expect(await stateOf(id)).toBe('KILLED')
    expect((await send('POST', `${id}/resume`)).statusCode).toBe(409)
  })

  it('minds a finished one only without the cascade', async () => {
    const id = await started('hello')
    expect((await send('DELETE', `${id}/kill`)).statusCode).toBe(202)
    const answer = await send('DELETE', `${id}/kill?isOnKillCascade=false`)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'EXECUTION_FINISHED'])
    expect((await send('DELETE', 'nope/kill')).statusCode).toBe(404)
  })

  it('deletes once, also what has not ended', async () => {
    const id = await started('pauseplain')
    expect((await send('DELETE', id)).statusCode).toBe(204)
    expect((await send('DELETE', id)).statusCode).toBe(404)
  })

  it('keeps the logs that somebody wants to keep, for those who may read them', async () => {
    const [kept, gone] = [await started('hello'), await started('hello')]
    expect((await send('DELETE', `${kept}?deleteLogs=false`)).statusCode).toBe(204)
    expect((await send('DELETE', gone)).statusCode).toBe(204)
    const logsOf = async (id: string) => (await test.send({ url: `/api/v1/main/logs/${id}` })).json()
    expect(await logsOf(kept)).toContainEqual(expect.objectContaining({ message: 'Hello World' }))
    expect(await logsOf(gone)).toEqual([])
    expect((await test.send({ url: `${EXECUTIONS}/${kept}` })).statusCode).toBe(404)
  })
})
