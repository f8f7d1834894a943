import type { ValueMap } from '../json/value.ts'
import type { Hasher } from '../ports/environment.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Actor, AuditDraft, AuditEvent, AuditHeader, AuditTarget } from './event.ts'

/** What the first event of a tenant names as the hash before it. */
export const AUDIT_GENESIS_HASH = '0'.repeat(64)

/** The last link of a chain: `{ seq: 0, hash: AUDIT_GENESIS_HASH }` before the first event. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

/** The body as it is hashed and stored: what the draft says and, apart from the header, where it came from. */
export function auditBody(draft: AuditDraft): ValueMap {
  const origin: ValueMap =
    draft.origin.ip === undefined ? { door: draft.origin.door } : { door: draft.origin.door, ip: draft.origin.ip }
  return { ...draft.body, origin }
}

/** Gives a draft its place in the chain: next `seq`, hash of the body, hash of the one before, own hash. */
export function sealEvent(draft: AuditDraft, previous: ChainHead, hasher: Hasher): AuditEvent {
  const body = auditBody(draft)
  const header: Omit<AuditHeader, 'hash'> = {
    tenant: draft.tenant,
    seq: previous.seq + 1,
    at: draft.at,
    actor: draft.actor,
    action: draft.action,
    target: draft.target,
    requestId: draft.origin.requestId ?? null,
    bodyHash: hasher.sha256(canonicalJson(body)),
    prevHash: previous.hash,
  }
  return { ...header, hash: hashOf(header, hasher), body }
}

/** What is wrong with an event, in the order of checking. */
export type ChainFault = 'gap' | 'wrong-previous-hash' | 'header-changed' | 'body-changed'

/** The first event at which a chain does not hold. */
export interface BrokenLink {
  readonly seq: number
  readonly fault: ChainFault
  readonly message: string
}

const FAULT_TEXT = {
  gap: 'events are missing before it',
  'wrong-previous-hash': 'it does not follow the event before it',
  'header-changed': 'its header was changed after it was sealed',
  'body-changed': 'its body was changed after it was sealed',
} as const satisfies Record<ChainFault, string>

/**
 * Checks a chain event by event, in order, from any head. `check` returns the fault of this event or null; after a fault
 * the verifier is done. An erased body (null) is no fault: the header still proves that it existed.
 */
export function createChainVerifier(hasher: Hasher, from: ChainHead = { seq: 0, hash: AUDIT_GENESIS_HASH }) {
  let head = from
  return {
    head: (): ChainHead => head,
    check(event: AuditEvent): BrokenLink | null {
      const fault = faultOf(event, head, hasher)
      if (fault !== null) return { seq: event.seq, fault, message: `event ${event.seq}: ${FAULT_TEXT[fault]}` }
      head = { seq: event.seq, hash: event.hash }
      return null
    },
  }
}

function faultOf(event: AuditEvent, head: ChainHead, hasher: Hasher): ChainFault | null {
  if (event.seq !== head.seq + 1) return 'gap'
  if (event.prevHash !== head.hash) return 'wrong-previous-hash'
  if (hashOf(event, hasher) !== event.hash) return 'header-changed'
  if (event.body !== null && hasher.sha256(canonicalJson(event.body)) !== event.bodyHash) return 'body-changed'
  return null
}

function hashOf(header: Omit<AuditHeader, 'hash'>, hasher: Hasher): string {
  return hasher.sha256(
    canonicalJson({
      tenant: header.tenant,
      seq: header.seq,
      at: header.at,
      actor: actorValue(header.actor),
      action: header.action,
      target: targetValue(header.target),
      requestId: header.requestId,
      bodyHash: header.bodyHash,
      prevHash: header.prevHash,
    }),
  )
}

function actorValue(actor: Actor): ValueMap {
  return { kind: actor.kind, id: actor.id, name: actor.name }
}

function targetValue(target: AuditTarget): ValueMap {
  return target.namespace === undefined
    ? { kind: target.kind, id: target.id }
    : { kind: target.kind, id: target.id, namespace: target.namespace }
}
