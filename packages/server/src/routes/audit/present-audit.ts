import { doorSchema, type AuditEvent as WireAuditEvent } from '@countersign/contract'
import type { AuditEvent, ValueMap } from '@countersign/core'
import { toInstant } from '../shared/instant.ts'

/** A sealed event. The body is shown as it was hashed, so that whoever exports events can check them. */
export function presentAuditEvent(event: AuditEvent): WireAuditEvent {
  const { seq, at, actor, action, target, requestId, body, bodyHash, prevHash, hash } = event
  return {
    seq,
    at: toInstant(at),
    actor: { ...actor },
    action,
    target: { ...target },
    requestId,
    from: doorOf(body),
    body: body === null ? null : { ...body },
    bodyHash,
    prevHash,
    hash,
  }
}

/** The door is part of the body, because the address beside it may have to be erased. */
function doorOf(body: ValueMap | null): WireAuditEvent['from'] {
  const origin = body?.origin
  if (typeof origin !== 'object' || origin === null || !('door' in origin)) return {}
  const door = doorSchema.safeParse(origin.door)
  return door.success ? { door: door.data } : {}
}
