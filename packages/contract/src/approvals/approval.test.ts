import { describe, expect, it } from 'vitest'
import { routes } from '../routes.ts'
import { approvalDetailSchema, approvalSummarySchema } from './approval.ts'
import { decisionResultSchema, decisionSchema } from './decision.ts'
import { approvalETag, parseIfMatch } from './etag.ts'

const open = {
  id: '01JD',
  tenant: 'demo',
  namespace: 'people.hr',
  flowId: 'vacation',
  flowRevision: 2,
  executionId: 'e1',
  taskId: 'gate',
  taskRunId: 't1',
  iterationKey: '0/5',
  round: 1,
  status: 'OPEN',
  version: 3,
  title: 'Vacation of Eva',
  requester: { kind: 'user', id: 'u1', name: 'Eva' },
  createdAt: '2026-11-24T09:00:00.000Z',
  dueAt: null,
  outcomes: [{ id: 'resume', kind: 'APPROVE', label: 'Resume' }],
  settled: null,
}

const settled = {
  ...open,
  status: 'SETTLED',
  settled: {
    outcome: 'resume',
    by: { kind: 'user', id: 'u2', name: 'Ana' },
    at: '2026-11-24T09:05:00.000Z',
    channel: 'ui',
    comment: null,
    inputs: { approved: true, pin: '******' },
  },
}

const detail = {
  ...settled,
  instructions: null,
  form: [{ id: 'approved', type: 'BOOLEAN', required: true }],
  executionState: 'RUNNING',
  next: [{ id: 'tell', type: 'io.kestra.plugin.core.log.Log' }],
}

describe('approval requests', () => {
  it('takes open and settled requests, short and long', () => {
    expect(approvalSummarySchema.parse(open)).toEqual(open)
    expect(approvalSummarySchema.parse(settled)).toEqual(settled)
    expect(approvalDetailSchema.parse(detail)).toEqual(detail)
  })

  it('takes a page with a cursor and the answer to a decision', () => {
    const page = { results: [open], nextCursor: 'abc', total: 41 }
    expect(routes.approvals.search.responses[200].content['application/json'].parse(page)).toEqual(page)
    expect(decisionResultSchema.parse({ replayed: true, approval: detail }).replayed).toBe(true)
  })

  it('searches all statuses of anybody by default, and those named when given', () => {
    expect(routes.approvals.search.query.parse({})).toEqual({ assignee: 'any', size: 25 })
    expect(routes.approvals.search.query.parse({ status: 'OPEN,EXPIRED', assignee: 'me', size: '5000' })).toEqual({
      status: ['OPEN', 'EXPIRED'],
      assignee: 'me',
      size: 200,
    })
    expect(routes.approvals.search.query.safeParse({ status: 'DONE' }).success).toBe(false)
  })

  it('reads decisions; a missing form is an empty one', () => {
    expect(decisionSchema.parse({})).toEqual({ inputs: {} })
    const full = { outcome: 'reject', inputs: { reason: 'too long', days: 12345 }, comment: 'sorry' }
    expect(decisionSchema.parse(full)).toEqual(full)
    expect(decisionSchema.safeParse({ inputs: ['x'] }).success).toBe(false)
  })
})

describe('ETags', () => {
  it('come back as the version that was seen', () => {
    expect(approvalETag(3)).toBe('"3"')
    expect(parseIfMatch(approvalETag(3))).toBe(3)
    expect(parseIfMatch(' * ')).toBe('any')
  })

  it('never match when they are weak or foreign', () => {
    expect(['3', 'W/"3"', '"abc"', ''].map(parseIfMatch)).toEqual([null, null, null, null])
  })
})
