import { type ApprovalDetail, type ApprovalSummary, type DecisionResult, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { GATE_FLOW, PLAIN_PAUSE_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp, type TestRequest } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [GATE_FLOW, PLAIN_PAUSE_FLOW]) await test.saveFlow(flow)
})
afterAll(() => test.close())

const APPROVALS = '/api/v1/main/approvals'
const send = (path: string, request: TestRequest = {}) => test.send({ url: `${APPROVALS}${path}`, ...request })
const decide = (id: string, request: TestRequest = {}) => send(`/${id}/decisions`, { method: 'POST', ...request })

/** Starts an execution that asks, and gives the id of its request. */
async function asked(flow = 'gate'): Promise<{ readonly id: string; readonly executionId: string }> {
  const executionId = await test.start(`team.api/${flow}`)
  await test.idle()
  const answer = await send(`?executionId=${executionId}`)
  const { results } = expectAnswer(routes.approvals.search, 200, answer) as { readonly results: ApprovalSummary[] }
  return { id: results[0]?.id ?? '', executionId }
}

const read = async (id: string) => expectAnswer(routes.approvals.read, 200, await send(`/${id}`)) as ApprovalDetail

describe('looking at requests', () => {
  it('shows the form, who asked, and what comes next; and decides nothing', async () => {
    const { id, executionId } = await asked()
    const answer = await send(`/${id}`)
    expect(answer.headers.etag).toBe('"1"')
    expect(expectAnswer(routes.approvals.read, 200, answer)).toMatchObject({
      id,
      tenant: 'main',
      namespace: 'team.api',
      flowId: 'gate',
      executionId,
      taskId: 'approval',
      status: 'OPEN',
      version: 1,
      title: 'Approval',
      requester: { kind: 'user', id: 'ana', name: 'Ana' },
      form: [{ id: 'approved' }, { id: 'reason', defaults: 'none' }, { id: 'level', values: ['low', 'high'] }],
      outcomes: [{ id: 'resume', kind: 'APPROVE' }],
      settled: null,
      executionState: 'PAUSED',
      next: [{ id: 'after', type: 'io.kestra.plugin.core.debug.Return' }],
    })
    expect((await read(id)).status).toBe('OPEN')
    expect((await send('/nope')).json()).toMatchObject({ code: 'APPROVAL_NOT_FOUND' })
  })

  it('lists and counts by status, flow and text, page by page', async () => {
    for (let count = 0; count < 3; count += 1) await asked('pauseplain')
    const query = 'flowId=pauseplain&status=OPEN&namespace=team&q=wait'
    const first = await send(`?${query}&size=2`)
    const page = first.json()
    expect([page.results.length, page.total]).toEqual([2, 3])
    const second = await send(`?${query}&size=2&cursor=${encodeURIComponent(page.nextCursor)}`)
    expect(second.json()).toMatchObject({ nextCursor: null, results: [{ flowId: 'pauseplain' }] })
    const count = await send(`/count?${query}`)
    expect(expectAnswer(routes.approvals.count, 200, count)).toEqual({ count: 3 })
    expect((await send('/count?namespace=tea')).json()).toEqual({ count: 0 })
    expect((await send('?status=NOPE')).json().fields[0].field).toMatch(/^status/)
    expect((await send('?cursor=nonsense')).statusCode).toBe(422)
  })

  it('shows people who may not decide nothing of their own to decide', async () => {
    const { id } = await asked()
    const mine = await send('?assignee=me', { as: 'reader' })
    expect(mine.json()).toEqual({ results: [], nextCursor: null, total: 0 })
    expect((await send('/count?assignee=me', { as: 'reader' })).json()).toEqual({ count: 0 })
    expect((await send(`/${id}`, { as: 'reader' })).statusCode).toBe(200)
    expect((await decide(id, { as: 'reader', payload: {} })).statusCode).toBe(403)
  })
})

describe('deciding', () => {
  it('settles the request and says who, when and what', async () => {
    const { id } = await asked()
    const answer = await decide(id, { payload: { inputs: { approved: true, reason: 'fine' }, comment: 'go' } })
    const { replayed, approval } = expectAnswer(routes.approvals.decide, 200, answer) as DecisionResult
    expect(replayed).toBe(false)
    expect(approval).toMatchObject({
      status: 'SETTLED',
      version: 2,
      settled: {
        outcome: 'resume',
        by: { id: 'ana', name: 'Ana' },
        channel: 'api',
        comment: 'go',
        inputs: { approved: true, reason: 'fine' },
      },
    })
    expect(answer.headers.etag).toBe('"2"')
  })

  it('takes multipart, with the inputs under their prefix', async () => {
    const { id } = await asked()
    const form = { comment: 'ok', 'inputs.approved': 'false', 'inputs.reason': 'no' }
    const answer = await decide(id, { form })
    expect(answer.json().approval.settled).toMatchObject({ comment: 'ok', inputs: { approved: false, reason: 'no' } })
  })

  it('refuses wrong values at their field and stays open', async () => {
    const { id } = await asked()
    const answer = await decide(id, { payload: { inputs: { approved: 'maybe' } } })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'INPUT_INVALID'])
    expect(answer.json().fields[0].field).toBe('approved')
    expect((await decide(id, { payload: { outcome: 'nope', inputs: { approved: true } } })).json()).toMatchObject({
      code: 'APPROVAL_OUTCOME_UNKNOWN',
    })
    expect((await read(id)).status).toBe('OPEN')
  })

  it('tells a second answer who was first', async () => {
    const { id } = await asked('pauseplain')
    await decide(id)
    const answer = await decide(id)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'APPROVAL_ALREADY_DECIDED'])
    expect(answer.json()).toMatchObject({
      message: expect.stringContaining('Ana'),
      details: { settledBy: { name: 'Ana' }, settledAt: '2026-11-24T09:00:00.000Z' },
    })
  })

  it('gives a repeated key the first answer, and refuses the key for another one', async () => {
    const { id } = await asked()
    const headers = { 'idempotency-key': 'once' }
    const payload = { inputs: { approved: true } }
    expect((await decide(id, { payload, headers })).json().replayed).toBe(false)
    expect((await decide(id, { payload, headers })).json().replayed).toBe(true)
    const other = await decide(id, { payload: { inputs: { approved: false } }, headers })
    expect([other.statusCode, other.json().code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('heeds the version that somebody saw', async () => {
    const { id } = await asked()
    const payload = { inputs: { approved: true } }
    for (const tag of ['"7"', 'W/"1"', '1']) {
      const answer = await decide(id, { payload, headers: { 'if-match': tag } })
      expect([answer.statusCode, answer.json().code]).toEqual([412, 'APPROVAL_CHANGED'])
    }
    expect((await decide(id, { payload, headers: { 'if-match': '"1"' } })).statusCode).toBe(200)
  })

  it('can be tried without deciding', async () => {
    const { id } = await asked()
    const answer = await send(`/${id}/validate`, { method: 'POST', payload: { inputs: { approved: 'maybe' } } })
    expect(expectAnswer(routes.approvals.validate, 200, answer)).toMatchObject({
      id: 'gate',
      inputs: [{ input: { id: 'approved' }, value: 'maybe', errors: [{ message: expect.any(String) }] }, {}, {}],
    })
    expect((await read(id)).status).toBe('OPEN')
    expect((await decide('nope')).statusCode).toBe(404)
  })

  it('is over for good when the execution was killed', async () => {
    const { id, executionId } = await asked()
    await test.send({ method: 'DELETE', url: `/api/v1/main/executions/${executionId}/kill` })
    await test.idle()
    expect(await read(id)).toMatchObject({ status: 'WITHDRAWN', executionState: 'KILLED' })
    expect((await decide(id, { payload: { inputs: { approved: true } } })).statusCode).toBe(409)
  })
})
