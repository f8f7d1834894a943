import { type AuditEvent, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { GATE_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  await test.saveFlow(GATE_FLOW)
  await test.saveFlow(GATE_FLOW.replace('team.api', 'team.api.below'))
  await test.saveFlow(GATE_FLOW.replace('team.api', 'team.apix'))
  const id = await test.start('team.api/gate')
  await test.idle()
  const payload = { approved: true }
  const headers = { 'x-request-id': 'decision-1', 'x-countersign-client': 'cli' }
  await test.send({ method: 'POST', url: `/api/v1/main/executions/${id}/resume`, payload, headers })
  await test.idle()
})
afterAll(() => test.close())

const AUDIT = '/api/v1/main/audit'
async function search(query = '') {
  const answer = await test.send({ url: `${AUDIT}?${query}` })
  const page = expectAnswer(routes.audit.search, 200, answer)
  // Checked against the schema.
  return page as { readonly results: AuditEvent[]; readonly nextCursor: string | null; readonly total: number }
}

describe('the audit log', () => {
  it('names who decided, through which door and in which request', async () => {
    const { results } = await search('action=approval.decided')
    expect(results).toHaveLength(1)
    expect(results[0]).toMatchObject({
      actor: { kind: 'user', id: 'ana', name: 'Ana' },
      action: 'approval.decided',
      target: { kind: 'approval', namespace: 'team.api' },
      requestId: 'decision-1',
      from: { door: 'cli' },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('is read newest first, page by page, with the whole total', async () => {
    const all = await search('size=200')
    expect(all.results.map(({ seq }) => seq)).toEqual(all.results.map((_event, index) => all.total - index))
    const first = await search('size=2')
    const second = await search(`size=200&cursor=${first.nextCursor}`)
    expect([...first.results, ...second.results]).toEqual(all.results)
    expect([all.nextCursor, second.nextCursor]).toEqual([null, null])
    expect((await test.send({ url: `${AUDIT}?cursor=x` })).statusCode).toBe(422)
  })

  it('selects by several actions, by namespace with those below it, and by time', async () => {
    const some = await search('action=flow.created,approval.decided&namespace=team.api')
    expect(some.results.map(({ action }) => action)).toEqual(['approval.decided', 'flow.created', 'flow.created'])
    expect((await search('from=2026-11-24T09:00:00Z&to=2026-11-24T09:00:00.001Z')).results).not.toHaveLength(0)
    expect((await search('to=2026-11-24T09:00:00Z')).results).toHaveLength(0)
    expect((await test.send({ url: `${AUDIT}?from=yesterday` })).statusCode).toBe(422)
  })

  it('verifies', async () => {
    const answer = await test.send({ url: `${AUDIT}/verify` })
    const { total, results } = await search('size=1')
    expect(expectAnswer(routes.audit.verify, 200, answer)).toEqual({
      valid: true,
      events: total,
      unsealed: 0,
      headHash: results[0]?.hash,
      firstBroken: null,
    })
  })
})
