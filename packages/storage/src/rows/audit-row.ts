import type { Actor, AuditAction, AuditDraft, AuditEvent, AuditTarget, ValueMap } from '@countersign/core'
import type { AuditBodyRow, AuditEventRow } from '../schema/audit-rows.ts'
import { fromJson, fromJsonOrNull, toJson, toStoredText } from './stored-text.ts'

/**
 * A draft that reads back as it was written: what the database would store otherwise is replaced before hashes are taken.
 * In the header those are characters; in the body number types that JSON does not tell apart.
 */
export function toStorableDraft(draft: AuditDraft): AuditDraft {
  const { actor, target, origin } = draft
  return {
    ...draft,
    body: fromJson<ValueMap>(toJson(draft.body)),
    actor: { kind: actor.kind, id: toStoredText(actor.id), name: toStoredText(actor.name) },
    target:
      target.namespace === undefined
        ? { kind: target.kind, id: toStoredText(target.id) }
        : { kind: target.kind, id: toStoredText(target.id), namespace: toStoredText(target.namespace) },
    origin: origin.requestId === undefined ? origin : { ...origin, requestId: toStoredText(origin.requestId) },
  }
}

export function toAuditEventRow(event: AuditEvent): AuditEventRow {
  return {
    tenant: event.tenant,
    seq: event.seq,
    at: event.at,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    actor_name: event.actor.name,
    action: event.action,
    target_kind: event.target.kind,
    target_id: event.target.id,
    target_namespace: event.target.namespace ?? null,
    request_id: event.requestId,
    body_hash: event.bodyHash,
    prev_hash: event.prevHash,
    hash: event.hash,
  }
}

export function toAuditBodyRow(event: AuditEvent): AuditBodyRow {
  return { tenant: event.tenant, seq: event.seq, body: toJson(event.body) }
}

/** `body` is the cell joined from `audit_bodies`; null once erased. */
export function fromAuditRow(row: AuditEventRow & { readonly body: string | null }): AuditEvent {
  // These columns hold only what was written from an event's unions.
  const actorKind = row.actor_kind as Actor['kind']
  const targetKind = row.target_kind as AuditTarget['kind']
  return {
    tenant: row.tenant,
    seq: row.seq,
    at: row.at,
    actor: { kind: actorKind, id: row.actor_id, name: row.actor_name },
    action: row.action as AuditAction,
    target:
      row.target_namespace === null
        ? { kind: targetKind, id: row.target_id }
        : { kind: targetKind, id: row.target_id, namespace: row.target_namespace },
    requestId: row.request_id,
    bodyHash: row.body_hash,
    prevHash: row.prev_hash,
    hash: row.hash,
    body: fromJsonOrNull<ValueMap>(row.body),
  }
}
