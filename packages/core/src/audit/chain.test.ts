import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Hasher } from '../ports/environment.ts'
import { canonicalJson } from './canonical-json.ts'
import { AUDIT_GENESIS_HASH, createChainVerifier, sealEvent } from './chain.ts'
import type { AuditDraft, AuditEvent } from './event.ts'

const hasher: Hasher = { sha256: (text) => createHash('sha256').update(text).digest('hex') }

function draft(n: number): AuditDraft {
  return {
    tenant: 'main',
    at: 1000 + n,
    actor: { kind: 'user', id: 'u1', name: 'ana' },
    action: 'approval.decided',
    target: { kind: 'approval', id: `r${n}`, namespace: 'hr' },
    origin: { door: 'ui', ip: '127.0.0.1', requestId: `q${n}` },
    body: { outcome: 'resume', n },
  }
}

function chain(length: number): AuditEvent[] {
  const events: AuditEvent[] = []
  let head = { seq: 0, hash: AUDIT_GENESIS_HASH }
  for (let n = 1; n <= length; n++) {
    const event = sealEvent(draft(n), head, hasher)
    events.push(event)
    head = { seq: event.seq, hash: event.hash }
  }
  return events
}

function firstFault(events: readonly AuditEvent[]) {
  const verifier = createChainVerifier(hasher)
  for (const event of events) {
    const broken = verifier.check(event)
    if (broken) return broken
  }
  return null
}

describe('the audit chain', () => {
  it('holds for untouched events, also with a body erased', () => {
    const events = chain(5)
    expect(firstFault(events)).toBeNull()
    expect(firstFault(events.map((event) => (event.seq === 3 ? { ...event, body: null } : event)))).toBeNull()
  })

  it('names the first event whose body, header, order or neighbour was changed', () => {
    const events = chain(5)
    const change = (seq: number, part: Partial<AuditEvent>) =>
      events.map((event) => (event.seq === seq ? { ...event, ...part } : event))
    expect(firstFault(change(3, { body: { outcome: 'other' } }))).toMatchObject({ seq: 3, fault: 'body-changed' })
    expect(firstFault(change(2, { at: 1 }))).toMatchObject({ seq: 2, fault: 'header-changed' })
    expect(firstFault(change(4, { prevHash: AUDIT_GENESIS_HASH }))).toMatchObject({
      seq: 4,
      fault: 'wrong-previous-hash',
    })
    expect(firstFault(events.filter((event) => event.seq !== 2))).toMatchObject({ seq: 3, fault: 'gap' })
    expect(firstFault([...events].reverse())).toMatchObject({ seq: 5, fault: 'gap' })
  })

  it('takes every member of the header into the hash', () => {
    const [event] = chain(1)
    const changed: Partial<AuditEvent>[] = [
      { tenant: 'other' },
      { actor: { kind: 'user', id: 'u1', name: 'eve' } },
      { action: 'approval.refused' },
      { target: { kind: 'approval', id: 'r2', namespace: 'hr' } },
      { target: { kind: 'approval', id: 'r1' } },
      { requestId: null },
      { bodyHash: 'x' },
    ]
    for (const part of changed) expect(firstFault([{ ...event!, ...part }])).toMatchObject({ fault: 'header-changed' })
  })
})

describe('canonical JSON', () => {
  it('sorts members, keeps lists, and prints exact numbers', () => {
    expect(canonicalJson({ b: [1, 'ä\n', null], a: { d: true, c: 9007199254740993n } })).toBe(
      '{"a":{"c":9007199254740993,"d":true},"b":[1,"ä\\n",null]}',
    )
  })
})
