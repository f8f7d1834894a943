import { describe, expect, it } from 'vitest'
import { SYSTEM_ACTOR } from '../audit/event.ts'
import { invariant } from '../errors/invariant.ts'
import { TEST_START } from '../testing/test-clock.ts'
import { alreadyDecided, type DecisionInput, decide, expire, maskSecrets } from './decide.ts'
import { ANA, answerWith, BOB, openRequestWith } from './request.testsuite.ts'
import type { ApprovalRequest } from './request.ts'
import { withdrawRequest } from './withdraw.ts'

const HOUR = 3_600_000

function settled(request: ApprovalRequest, input: DecisionInput) {
  const decision = decide(request, input)
  invariant(decision.kind === 'settled', 'the answer was refused')
  return decision
}

function refused(request: ApprovalRequest, input: DecisionInput) {
  const decision = decide(request, input)
  invariant(decision.kind === 'refused', 'the answer was taken')
  return decision
}

const WRONG = { field: 'approved', code: 'INPUT_TYPE', message: 'Input `approved` must be true or false.' }

describe('an answer', () => {
  it('settles the request and says by whom, when, through which door and with what', () => {
    const { request, settlement, resumeTo, audit } = settled(openRequestWith(), answerWith({ comment: 'have fun' }))
    expect(settlement).toEqual({
      outcome: 'resume',
      by: ANA,
      at: TEST_START + 60_000,
      door: 'ui',
      comment: 'have fun',
      inputs: { approved: true },
    })
    expect(request).toEqual({ ...openRequestWith(), status: 'SETTLED', version: 5, settlement })
    expect(resumeTo).toBe('SUCCESS')
    expect(audit).toEqual({
      tenant: 'main',
      at: TEST_START + 60_000,
      actor: ANA,
      action: 'approval.decided',
      target: { kind: 'approval', id: 'request', namespace: 'company.team' },
      origin: { door: 'ui', ip: '10.0.0.7' },
      body: {
        executionId: 'execution',
        flowId: 'vacation',
        taskId: 'gate',
        round: 1,
        outcome: 'resume',
        comment: 'have fun',
        inputs: { approved: true },
      },
    })
  })

  it('leaves out what was not given, and has no inputs at all through a door without a form', () => {
    const form = { values: { approved: true, reason: null, n: { x: null, y: 1 } }, errors: [] }
    expect(settled(openRequestWith(), answerWith({ form })).settlement).toMatchObject({
      comment: null,
      inputs: { approved: true, n: { y: 1 } },
    })
    const bulk = settled(openRequestWith(), answerWith({ form: null }))
    expect(bulk.settlement.inputs).toBeNull()
    expect(bulk.audit.body.inputs).toBeNull()
  })

  it('names its outcome, or means the first that approves', () => {
    const outcomes = [
      { id: 'reject', kind: 'REJECT', label: 'No' },
      { id: 'yes', kind: 'APPROVE', label: 'Yes' },
      { id: 'waive', kind: 'APPROVE', label: 'Yes, with an exception' },
    ] as const
    const request = openRequestWith({ outcomes })
    expect(settled(request, answerWith()).settlement.outcome).toBe('yes')
    expect(settled(request, answerWith({ outcome: 'waive' })).settlement.outcome).toBe('waive')
    expect(refused(openRequestWith({ outcomes: outcomes.slice(0, 1) }), answerWith()).error).toMatchObject({
      code: 'APPROVAL_OUTCOME_UNKNOWN',
      message: 'Request request has no outcome that approves; name one of `reject`',
    })
  })

  it('does not change the request that it was given', () => {
    const request = Object.freeze(openRequestWith())
    settled(request, answerWith())
    expect(request).toEqual(openRequestWith())
  })
})

describe('an answer that is refused', () => {
  it('names every wrong field, and is audited without what was given', () => {
    const other = { field: 'days', code: 'INPUT_MISSING', message: 'Input `days` is required; no value was given.' }
    const one = refused(openRequestWith(), answerWith({ form: { values: {}, errors: [WRONG] } }))
    expect(one.error).toMatchObject({
      code: 'INPUT_INVALID',
      category: 'invalid',
      message: WRONG.message,
      fields: [WRONG],
    })
    const two = refused(openRequestWith(), answerWith({ form: { values: {}, errors: [WRONG, other] } }))
    expect(two.error.message).toBe('The answer has 2 wrong fields: `approved`, `days`')
    expect(two.audit).toMatchObject({
      action: 'approval.refused',
      actor: ANA,
      body: {
        code: 'INPUT_INVALID',
        fields: [
          { field: 'approved', code: 'INPUT_TYPE' },
          { field: 'days', code: 'INPUT_MISSING' },
        ],
      },
    })
  })

  it('says what is offered when the outcome is unknown', () => {
    const { error, audit } = refused(openRequestWith(), answerWith({ outcome: 'perhaps' }))
    expect(error).toMatchObject({ code: 'APPROVAL_OUTCOME_UNKNOWN', category: 'invalid' })
    expect(error.message).toBe('Request request has no outcome `perhaps`; it offers `resume`')
    expect(audit.action).toBe('approval.refused')
  })

  it('is told to look again when the request changed since it was seen', () => {
    const { error, audit } = refused(openRequestWith(), answerWith({ ifVersion: 3 }))
    expect(error).toMatchObject({ code: 'APPROVAL_CHANGED', category: 'precondition' })
    expect(audit.action).toBe('approval.refused')
    expect(decide(openRequestWith(), answerWith({ ifVersion: 4 })).kind).toBe('settled')
  })

  it.each([
    ['a person', settled(openRequestWith(), answerWith()).request, 'Ana answered it at 2026-01-02T03:05:05.678Z'],
    [
      'the deadline',
      expire(openRequestWith({ dueAt: TEST_START, onDeadline: 'FAIL' }), TEST_START)!.request,
      'its deadline passed at 2026-01-02T03:04:05.678Z',
    ],
    [
      'a kill',
      withdrawRequest(openRequestWith(), { actor: BOB, origin: { door: 'api' }, at: TEST_START }).request,
      'it was withdrawn by Bob at 2026-01-02T03:04:05.678Z',
    ],
  ])('is late when %s was faster, and learns who', (_, request, what) => {
    const { error, audit } = refused(request, answerWith())
    expect(error).toMatchObject({ code: 'APPROVAL_ALREADY_DECIDED', category: 'conflict' })
    expect(error.message).toBe(`Request request is settled: ${what}`)
    expect(error.details).toMatchObject({
      requestId: 'request',
      status: request.status,
      outcome: request.settlement?.outcome,
      settledBy: { name: request.settlement?.by.name },
    })
    expect(audit).toMatchObject({ action: 'approval.late', actor: ANA, body: { code: 'APPROVAL_ALREADY_DECIDED' } })
  })

  it.each(['INFO_WAIT', 'VOIDED'] as const)('is refused while the request is %s, with nobody to name', (status) => {
    expect(alreadyDecided(openRequestWith({ status })).message).toBe(`Request request is ${status} and takes no answer`)
    expect(decide(openRequestWith({ status }), answerWith()).kind).toBe('refused')
  })

  it('meets the checks in order: settled, changed, outcome, form', () => {
    const everythingWrong = answerWith({ ifVersion: 1, outcome: 'perhaps', form: { values: {}, errors: [WRONG] } })
    const { ifVersion: _seen, ...unversioned } = everythingWrong
    const { outcome: _named, ...formOnly } = unversioned
    const taken = settled(openRequestWith(), answerWith()).request
    expect(refused(taken, everythingWrong).error.code).toBe('APPROVAL_ALREADY_DECIDED')
    expect(refused(openRequestWith(), everythingWrong).error.code).toBe('APPROVAL_CHANGED')
    expect(refused(openRequestWith(), unversioned).error.code).toBe('APPROVAL_OUTCOME_UNKNOWN')
    expect(refused(openRequestWith(), formOnly).error.code).toBe('INPUT_INVALID')
  })
})

describe('a deadline', () => {
  it.each([
    ['RESUME', 'SUCCESS'],
    ['WARN', 'WARNING'],
    ['FAIL', 'FAILED'],
    ['CANCEL', 'CANCELLED'],
  ] as const)('that passes with %s lets the gate end in %s, by the system', (onDeadline, resumeTo) => {
    const dueAt = TEST_START + HOUR
    const expired = expire(openRequestWith({ dueAt, onDeadline }), dueAt + 5)
    expect(expired).toMatchObject({
      resumeTo,
      request: { status: 'EXPIRED', version: 5 },
      settlement: { outcome: 'expired', by: SYSTEM_ACTOR, at: dueAt + 5, door: 'timer', inputs: null, comment: null },
      audit: {
        action: 'approval.expired',
        actor: SYSTEM_ACTOR,
        origin: { door: 'timer' },
        body: { behavior: onDeadline, dueAt, taskId: 'gate' },
      },
    })
  })

  it('does nothing when somebody was faster, when it has not come, and when there is none', () => {
    const request = openRequestWith({ dueAt: TEST_START + HOUR, onDeadline: 'FAIL' })
    expect(expire(settled(request, answerWith()).request, TEST_START + HOUR)).toBeNull()
    expect(expire(request, TEST_START + HOUR - 1)).toBeNull()
    expect(expire(openRequestWith(), TEST_START + HOUR)).toBeNull()
  })
})

describe('a withdrawal', () => {
  it('closes the request in the name of whoever ended the execution', () => {
    const by = { actor: BOB, origin: { door: 'cli' }, at: TEST_START } as const
    const { request, settlement, audit } = withdrawRequest(openRequestWith(), by)
    expect(request).toMatchObject({ status: 'WITHDRAWN', version: 5, settlement })
    expect(settlement).toMatchObject({ outcome: 'withdrawn', by: BOB, at: TEST_START, door: 'cli', inputs: null })
    expect(audit).toMatchObject({ action: 'approval.withdrawn', actor: BOB, body: { taskId: 'gate', round: 1 } })
  })
})

describe('secrets of a form', () => {
  const form = [
    { id: 'token', type: 'SECRET', required: true },
    { id: 'db.password', type: 'SECRET', required: true },
    { id: 'db.user', type: 'STRING', required: true },
    { id: 'note', type: 'STRING', required: false },
  ] as const

  it('never reach the audit log, wherever they are nested', () => {
    const values = { token: 'hush', db: { password: 'hush too', user: 'ana' }, note: 'seen' }
    const { settlement, audit } = settled(openRequestWith({ form }), answerWith({ form: { values, errors: [] } }))
    expect(settlement.inputs).toEqual(values)
    expect(audit.body.inputs).toEqual({ token: '******', db: { password: '******', user: 'ana' }, note: 'seen' })
    expect(JSON.stringify(audit)).not.toContain('hush')
  })

  it('are masked whatever shape they have, and nothing is added for those that were not given', () => {
    expect(maskSecrets({ token: { type: 'sealed', value: 'x' }, db: 'odd' }, form)).toEqual({
      token: '******',
      db: '******',
    })
    expect(maskSecrets({ note: 'seen' }, form)).toEqual({ note: 'seen' })
  })
})
