import type { ValueMap } from '../json/value.ts'

/** Who acts: a person, a machine identity, a trigger of a flow, or the system itself (a timer, recovery). */
export interface Actor {
  readonly kind: 'user' | 'service' | 'trigger' | 'system'
  readonly id: string
  readonly name: string
}

/** The system acting on its own, for example a deadline that passed. */
export const SYSTEM_ACTOR: Actor = { kind: 'system', id: 'system', name: 'Countersign' }

/** The door through which somebody came. */
export type Door = 'ui' | 'api' | 'cli' | 'link' | 'flow' | 'timer' | 'system'

/** From where an action came. `ip` is stored in the erasable body, never in the header. */
export interface Origin {
  readonly door: Door
  readonly ip?: string
  readonly requestId?: string
}

/** The system doing what the flow says. */
export const BY_FLOW = { actor: SYSTEM_ACTOR, origin: { door: 'flow' } } as const satisfies {
  readonly actor: Actor
  readonly origin: Origin
}

/** What happened. Words are never renamed: they are stored for ever. */
export type AuditAction =
  | 'flow.created'
  | 'flow.updated'
  | 'flow.deleted'
  | 'execution.created'
  | 'execution.paused'
  | 'execution.paused_by_person'
  | 'execution.resumed_by_person'
  | 'execution.breakpoint_left'
  | 'execution.restarted'
  | 'execution.replayed'
  | 'execution.force_run'
  | 'execution.unqueued'
  | 'execution.task_state_changed'
  | 'execution.state_changed'
  | 'execution.labels_changed'
  | 'execution.killed'
  | 'execution.deleted'
  | 'approval.requested'
  | 'approval.decided'
  | 'approval.refused'
  | 'approval.late'
  | 'approval.expired'
  | 'approval.withdrawn'
  | 'kv.written'
  | 'kv.deleted'
  | 'trigger.enabled'
  | 'trigger.disabled'
  | 'trigger.unlocked'
  | 'trigger.restarted'
  | 'trigger.backfill_started'
  | 'trigger.backfill_paused'
  | 'trigger.backfill_resumed'
  | 'trigger.backfill_deleted'
  | 'secret.written'
  | 'secret.deleted'
  | 'secret.resealed'
  | 'executions.purged'
  | 'logs.purged'
  | 'file.written'
  | 'file.deleted'
  | 'file.moved'
  | 'auth.login'
  | 'auth.login_failed'
  | 'auth.logout'
  | 'user.created'
  | 'token.created'
  | 'token.revoked'
  | 'tenant.created'

/** What an event is about. */
export interface AuditTarget {
  readonly kind: 'flow' | 'execution' | 'approval' | 'trigger' | 'kv' | 'secret' | 'file' | 'user' | 'token' | 'tenant'
  readonly id: string
  readonly namespace?: string
}

/** An event before it is sealed into the chain. The body holds no secret and may be erased later. */
export interface AuditDraft {
  readonly tenant: string
  readonly at: number
  readonly actor: Actor
  readonly action: AuditAction
  readonly target: AuditTarget
  readonly origin: Origin
  readonly body: ValueMap
}

/**
 * The header of a sealed event. `hash` is SHA-256 over the canonical JSON of all the other members; `bodyHash` is that of
 * the canonical body, so that a body can be erased without breaking the chain. `seq` starts at 1 in each tenant.
 */
export interface AuditHeader {
  readonly tenant: string
  readonly seq: number
  readonly at: number
  readonly actor: Actor
  readonly action: AuditAction
  readonly target: AuditTarget
  readonly requestId: string | null
  readonly bodyHash: string
  readonly prevHash: string
  readonly hash: string
}

/** A sealed event as it is read: `body` is null once erased. */
export interface AuditEvent extends AuditHeader {
  readonly body: ValueMap | null
}
