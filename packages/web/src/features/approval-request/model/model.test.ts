import type { ApprovalDetail, Execution, InputDeclaration, TaskRun } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { verdictOf } from '../../../lib/approval-words.ts'
import { planAnswer } from './answer-plan.ts'
import { createAttemptKeys, randomKey } from './attempt-key.ts'
import { executionNow } from './execution-now.ts'
import { executionPagePath, parsePageAddress, requestPagePath } from './page-address.ts'
import { settledWords } from './settled-words.ts'

const RESUME = { id: 'resume', kind: 'APPROVE', label: 'Resume' } as const
const approved: InputDeclaration = { id: 'approved', type: 'BOOLEAN', description: 'Approve this request?' }
const reason: InputDeclaration = { id: 'reason', type: 'STRING' }

describe('the plan of an answer', () => {
  it('turns the only yes-or-no field into "Approve" and "Reject", and keeps the rest of the form', () => {
    const plan = planAnswer({ form: [approved, reason], outcomes: [RESUME] })
    expect(plan.question).toBe('Approve this request?')
    expect(plan.fields.map(({ id }) => id)).toEqual(['reason'])
    expect(plan.buttons.map(({ label, sets, outcome }) => [label, sets?.value, outcome])).toEqual([
      ['Reject', 'false', 'resume'],
      ['Approve', 'true', 'resume'],
    ])
  })

  it('asks with the label where the description is no question', () => {
    const signoff: InputDeclaration = { id: 'signoff', type: 'BOOLEAN', description: 'By the owner' }
    expect(planAnswer({ form: [signoff], outcomes: [RESUME] }).question).toBe('Signoff')
  })

  it('says "Continue" for a form with no yes-or-no field, or with several', () => {
    const two = [approved, { ...approved, id: 'urgent' }]
    for (const form of [[], [reason], two]) {
      const plan = planAnswer({ form, outcomes: [RESUME] })
      expect(plan.buttons.map(({ label }) => label)).toEqual(['Continue'])
      expect(plan.fields).toHaveLength(form.length)
    }
  })

  it('keeps the yes-or-no field in the form when other inputs depend on it', () => {
    const form = [approved, { ...reason, dependsOn: { inputs: ['approved'] } }]
    const plan = planAnswer({ form, outcomes: [RESUME] })
    expect(plan.buttons.map(({ label }) => label)).toEqual(['Continue'])
    expect(plan.fields.map(({ id }) => id)).toEqual(['approved', 'reason'])
  })

  it('offers several outcomes as they are called', () => {
    const outcomes = [
      { id: 'rework', kind: 'REVISE', label: 'Send back' },
      { id: 'reject', kind: 'REJECT', label: 'Reject' },
      { id: 'approve', kind: 'APPROVE', label: 'Ship it' },
    ] as const
    const plan = planAnswer({ form: [approved], outcomes })
    expect(plan.buttons.map(({ label, look }) => `${label} ${look}`)).toEqual([
      'Send back other',
      'Reject refuse',
      'Ship it main',
    ])
    expect(plan.fields.map(({ id }) => id)).toEqual(['approved'])
  })
})

function request(more: Partial<ApprovalDetail>): ApprovalDetail {
  return {
    id: 'apr_1',
    tenant: 'main',
    namespace: 'hr',
    flowId: 'vacation',
    flowRevision: 1,
    executionId: 'e1',
    taskId: 'gate',
    taskRunId: 't1',
    iterationKey: '',
    round: 1,
    status: 'SETTLED',
    version: 2,
    title: 'Vacation',
    requester: { kind: 'user', id: 'u1', name: 'Ana' },
    createdAt: '2026-11-24T00:00:00Z',
    dueAt: null,
    outcomes: [RESUME],
    settled: {
      outcome: 'resume',
      by: { kind: 'user', id: 'u2', name: 'Ben' },
      at: '2026-11-24T01:00:00Z',
      channel: 'ui',
      comment: null,
      inputs: { approved: true },
    },
    instructions: null,
    form: [approved],
    executionState: 'RUNNING',
    next: [],
    ...more,
  }
}

const settledBy = (more: Partial<NonNullable<ApprovalDetail['settled']>>) => {
  const base = request({}).settled
  return base === null ? null : { ...base, ...more }
}

describe('what is told of a settled request', () => {
  it('names the person and what they decided', () => {
    expect(settledWords(request({}), 'u9')?.sentence).toBe('Ben approved this')
    expect(settledWords(request({ settled: settledBy({ inputs: { approved: false } }) }), 'u9')?.sentence).toBe(
      'Ben rejected this',
    )
    expect(settledWords(request({}), 'u2')?.sentence).toBe('You approved this')
    expect(settledWords(request({ form: [reason] }), null)?.sentence).toBe('Ben answered this')
  })

  it('says what decided when no person did', () => {
    const system = { kind: 'system', id: 'system', name: 'Countersign' } as const
    const expired = request({ status: 'EXPIRED', settled: settledBy({ by: system, channel: 'timer', inputs: null }) })
    expect(settledWords(expired, 'u2')).toEqual({
      sentence: 'The deadline passed',
      note: 'Nobody had decided until then.',
    })
    const withdrawn = request({ status: 'WITHDRAWN', settled: settledBy({ inputs: null }) })
    expect(settledWords(withdrawn, 'u9')).toEqual({ sentence: 'Ben ended the execution', note: 'Nothing was decided.' })
    expect(settledWords(request({ settled: settledBy({ channel: 'cli' }) }), null)?.note).toContain('command line')
  })

  it('is nothing while the request is open', () => {
    expect(settledWords(request({ status: 'OPEN', settled: null }), null)).toBeNull()
    expect(verdictOf(request({ status: 'OPEN', settled: null }))).toBeNull()
  })

  it('goes by the kind of the outcome where there are several', () => {
    const outcomes = [RESUME, { id: 'rework', kind: 'REVISE', label: 'Send back' } as const]
    expect(verdictOf(request({ outcomes, settled: settledBy({ outcome: 'rework' }) }))?.word).toBe('Sent back')
    expect(verdictOf(request({ outcomes }))?.word).toBe('Approved')
  })

  it('reads the answer out of a list that carries no form', () => {
    const { form: _form, instructions: _instructions, executionState: _state, next: _next, ...summary } = request({})
    expect(verdictOf(summary)?.word).toBe('Approved')
  })
})

describe('what the execution does now', () => {
  const state = (current: Execution['state']['current']) => ({
    current,
    histories: [],
    startDate: '2026-11-24T00:00:00Z',
  })
  const run = (taskId: string, current: Execution['state']['current']): TaskRun => ({
    id: taskId,
    executionId: 'e',
    namespace: 'n',
    flowId: 'f',
    taskId,
    outputs: null,
    state: state(current),
  })

  it('names the innermost task that runs, waits or failed', () => {
    const taskRunList = [run('outer', 'RUNNING'), run('inner', 'RUNNING')]
    expect(executionNow({ state: state('RUNNING'), taskRunList }).sentence).toBe(
      'The execution goes on: inner is running.',
    )
    expect(executionNow({ state: state('FAILED'), taskRunList: [run('a', 'FAILED')] }).sentence).toBe(
      'The execution failed at a.',
    )
    expect(executionNow({ state: state('PAUSED'), taskRunList: [run('b', 'PAUSED')] }).sentence).toContain('at b')
  })

  it('says when it has ended', () => {
    expect(executionNow({ state: state('SUCCESS') })).toMatchObject({ ended: true, tone: 'success' })
    expect(executionNow({ state: state('RESTARTED') })).toMatchObject({
      ended: false,
      sentence: 'The execution goes on.',
    })
  })
})

describe('the address of the page', () => {
  it('names a request or an execution', () => {
    expect(parsePageAddress('/ui/main/approvals/apr_1')).toEqual({
      kind: 'request',
      tenant: 'main',
      requestId: 'apr_1',
    })
    expect(parsePageAddress('/ui/demo/executions/e%2F1/approval/')).toEqual({
      kind: 'execution',
      tenant: 'demo',
      executionId: 'e/1',
    })
    expect(parsePageAddress('/ui/main/executions/n/f/e')).toBeNull()
    expect(parsePageAddress('/ui/main/approvals/%')).toMatchObject({ requestId: '%' })
  })

  it('is written with every part encoded', () => {
    expect(requestPagePath('main', 'a/b')).toBe('/ui/main/approvals/a%2Fb')
    expect(executionPagePath('main', { namespace: 'a.b', flowId: 'f', executionId: 'e' })).toBe(
      '/ui/main/executions/a.b/f/e',
    )
  })
})

describe('the key of an attempt', () => {
  it('stays for the same answer, and is new for another', () => {
    let count = 0
    const keys = createAttemptKeys(() => `k${++count}`)
    expect([keys.keyFor('a'), keys.keyFor('a'), keys.keyFor('b'), keys.keyFor('a')]).toEqual(['k1', 'k1', 'k2', 'k3'])
  })

  it('is 128 random bits', () => {
    expect(randomKey(globalThis.crypto)).toMatch(/^[0-9a-f]{32}$/)
    expect(randomKey(globalThis.crypto)).not.toBe(randomKey(globalThis.crypto))
  })
})
