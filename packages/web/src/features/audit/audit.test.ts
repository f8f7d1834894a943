import type { AuditEvent } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { mergeEvents, parseAuditFilter } from './api.ts'
import { AUDIT_ACTIONS, actionWords, targetName, targetPath } from './model/event-words.ts'

const event = (seq: number): AuditEvent => ({
  seq,
  at: '2026-11-24T00:00:00Z',
  actor: { kind: 'user', id: 'u', name: 'Ana' },
  action: 'approval.decided',
  target: { kind: 'approval', id: 'apr_1' },
  requestId: null,
  from: { door: 'ui' },
  body: {},
  bodyHash: '',
  prevHash: '',
  hash: '',
})

describe('events of several lists', () => {
  it('become one list, newest first, each event once', () => {
    expect(
      mergeEvents([
        [event(3), event(1)],
        [event(2), event(3)],
      ]).map(({ seq }) => seq),
    ).toEqual([3, 2, 1])
  })
})

describe('the filter of the audit log', () => {
  it('takes what it knows from the address', () => {
    expect(parseAuditFilter({ action: 'auth.login', targetId: 'x', page: 2, actorId: '' })).toEqual({
      action: 'auth.login',
      targetId: 'x',
    })
  })
})

describe('an event', () => {
  it('is told in words, and an unknown one by its name', () => {
    expect(actionWords('execution.killed')).toBe('killed the execution')
    expect(actionWords('moon.landed')).toBe('moon.landed')
    expect(AUDIT_ACTIONS).toContain('approval.late')
  })

  it('calls users by their names and everything else by its id', () => {
    const [user, system] = [
      { kind: 'user', id: 'u1', name: 'max' },
      { kind: 'system', id: 'system', name: 'System' },
    ] as const
    const target = { kind: 'user', id: 'u1' }
    expect(targetName({ target, actor: user, body: { roles: ['approver'] } })).toBe('max')
    expect(targetName({ target, actor: user, body: null })).toBe('max')
    expect(targetName({ target, actor: system, body: { username: 'max' } })).toBe('max')
    expect(targetName({ target, actor: system, body: null })).toBe('u1')
    expect(targetName({ target: { kind: 'flow', id: 'f' }, actor: user, body: {} })).toBe('f')
  })

  it('leads to what it is about', () => {
    const flow = { kind: 'flow', id: 'f', namespace: 'a.b' }
    expect(targetPath('main', { kind: 'approval', id: 'apr_1' }, null)).toBe('/ui/main/approvals/apr_1')
    expect(targetPath('main', flow, null)).toBe('/ui/main/flows/a.b/f')
    const execution = { kind: 'execution', id: 'e', namespace: 'a.b' }
    expect(targetPath('main', execution, { flowId: 'f' })).toBe('/ui/main/executions/a.b/f/e')
    expect(targetPath('main', execution, {})).toBe('/ui/main/executions?q=e')
    expect(targetPath('main', { kind: 'token', id: 't' }, null)).toBeNull()
  })
})
