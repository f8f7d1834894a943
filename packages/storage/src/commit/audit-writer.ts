import {
  AUDIT_GENESIS_HASH,
  type AuditDraft,
  type AuditEvent,
  type ChainHead,
  type Hasher,
  sealEvent,
} from '@countersign/core'
import type { KeyedRead, WriteSession } from '../dialects/write-session.ts'
import { toAuditBodyRow, toAuditEventRow, toStorableDraft } from '../rows/audit-row.ts'
import { AUDIT_BODIES, AUDIT_EVENTS, AUDIT_HEADS } from '../schema/tables.ts'

const HEADS: KeyedRead = { table: AUDIT_HEADS.name, key: AUDIT_HEADS.key, columns: ['seq', 'hash'] }

/** The last links of the chains of these tenants. They stay as they are until the transaction ends. */
export async function readAuditHeads(
  session: WriteSession,
  tenants: Iterable<string>,
): Promise<Map<string, ChainHead>> {
  const keys = [...new Set(tenants)].sort().map((tenant) => [tenant])
  if (keys.length === 0) return new Map()
  const rows = await session.read(HEADS, keys)
  return new Map(rows.map(([tenant, seq, hash]) => [String(tenant), { seq: Number(seq), hash: String(hash) }]))
}

/** Seals drafts in order, each into the chain of its tenant, and appends them. */
export async function appendAudit(
  session: WriteSession,
  drafts: readonly AuditDraft[],
  heads: ReadonlyMap<string, ChainHead>,
  hasher: Hasher,
): Promise<void> {
  if (drafts.length === 0) return
  const last = new Map(heads)
  const moved = new Set<string>()
  const events = drafts.map((draft): AuditEvent => {
    const head = last.get(draft.tenant) ?? { seq: 0, hash: AUDIT_GENESIS_HASH }
    const event = sealEvent(toStorableDraft(draft), head, hasher)
    last.set(draft.tenant, { seq: event.seq, hash: event.hash })
    moved.add(draft.tenant)
    return event
  })
  const headRows = [...moved].sort().flatMap((tenant) => {
    const head = last.get(tenant)
    return head ? [{ tenant, seq: head.seq, hash: head.hash }] : []
  })
  await Promise.all([
    session.insert(AUDIT_EVENTS, events.map(toAuditEventRow)),
    session.insert(AUDIT_BODIES, events.map(toAuditBodyRow)),
    session.put(AUDIT_HEADS, headRows),
  ])
}
