import { AUDIT_GENESIS_HASH, type AuditEvent, type AuditStore, sealEvent } from '@countersign/core'
import { createSampleRecords } from '@countersign/storage/testing'
import { describe, expect, it } from 'vitest'
import { nodeHasher } from '../../platform/hasher.ts'
import { verifyAudit } from './verify-audit.ts'

/** A chain of events of one tenant. */
function chain(length: number): AuditEvent[] {
  const records = createSampleRecords('t')
  const events: AuditEvent[] = []
  let head = { seq: 0, hash: AUDIT_GENESIS_HASH }
  for (let count = 0; count < length; count += 1) {
    const event = sealEvent(records.audit(), head, nodeHasher)
    events.push(event)
    head = { seq: event.seq, hash: event.hash }
  }
  return events
}

function storeOf(events: readonly AuditEvent[], head: { readonly seq: number; readonly hash: string }): AuditStore {
  return {
    tenants: async () => ['t'],
    read: async (_tenant, after, limit) => events.filter(({ seq }) => seq > after).slice(0, limit),
    search: async () => [],
    head: async () => head,
  }
}

const headOf = (events: readonly AuditEvent[]) => ({ seq: events.at(-1)?.seq ?? 0, hash: events.at(-1)?.hash ?? '' })
const verify = (events: readonly AuditEvent[], head = headOf(events)) =>
  verifyAudit(storeOf(events, head), 't', nodeHasher)

describe('verifying a chain', () => {
  it('finds nothing in an empty one', async () => {
    expect(await verify([])).toMatchObject({ valid: true, events: 0, headHash: null })
  })

  it('reads over many pages', async () => {
    expect(await verify(chain(1_234))).toMatchObject({ valid: true, events: 1_234 })
  })

  it('names the first event that was changed, and how many before it hold', async () => {
    const events = chain(700)
    const changed = events.map((event) => (event.seq === 601 ? { ...event, body: { flow: 'other' } } : event))
    expect(await verify(changed)).toMatchObject({
      valid: false,
      events: 600,
      headHash: events[599]?.hash,
      firstBroken: { seq: 601, reason: expect.stringContaining('body') },
    })
  })

  it('notices that the end was cut off', async () => {
    const events = chain(5)
    expect(await verify(events.slice(0, 3), headOf(events))).toMatchObject({ valid: false, firstBroken: { seq: 4 } })
  })
})
