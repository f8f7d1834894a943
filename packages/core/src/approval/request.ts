import type { Actor, Door } from '../audit/event.ts'
import type { InputDeclaration } from '../inputs/declaration.ts'
import type { ValueMap } from '../json/value.ts'

/** Life of an approval request (approvals.md 3.5). Everything but OPEN and INFO_WAIT is final. */
export type RequestStatus = 'OPEN' | 'INFO_WAIT' | 'SETTLED' | 'EXPIRED' | 'WITHDRAWN' | 'VOIDED' | 'BROKEN_GLASS'

/** What choosing an outcome means. */
export type OutcomeKind = 'APPROVE' | 'REJECT' | 'REVISE' | 'INFO'

/** One way to answer. A plain Pause offers exactly one: `resume`, of kind APPROVE. */
export interface Outcome {
  readonly id: string
  readonly kind: OutcomeKind
  readonly label: string
}

/** How a request was settled: by a person, by the deadline (`by` is the system) or by the end of its execution. */
export interface Settlement {
  /** Id of the outcome; `expired` and `withdrawn` are reserved. */
  readonly outcome: string
  readonly by: Actor
  readonly at: number
  readonly door: Door
  readonly comment: string | null
  /** The resolved form; null when the door carries none (bulk, timer, kill). */
  readonly inputs: ValueMap | null
}

/**
 * A question to people, kept as a record of its own, keyed by execution, task, iteration and round: the execution waits for
 * it. One versioned row; what is searched has columns.
 */
export interface ApprovalRequest {
  readonly tenant: string
  readonly id: string
  readonly namespace: string
  readonly flowId: string
  readonly flowRevision: number
  readonly executionId: string
  readonly taskId: string
  readonly taskRunId: string
  readonly iterationKey: string
  /** Starts at 1; grows only when the same gate is asked again (restart, send back). */
  readonly round: number
  readonly status: RequestStatus
  readonly version: number
  readonly title: string
  readonly instructions: string | null
  /** The form, with choices already computed. */
  readonly form: readonly InputDeclaration[]
  readonly outcomes: readonly Outcome[]
  readonly requester: Actor
  readonly createdAt: number
  readonly dueAt: number | null
  /** What a passed deadline does (Kestra's `behavior`); null without a deadline. */
  readonly onDeadline: 'RESUME' | 'WARN' | 'FAIL' | 'CANCEL' | null
  readonly settlement: Settlement | null
}

/** A stored answer, so that a repeated idempotency key gets the first answer again. */
export interface StoredAnswer {
  readonly tenant: string
  readonly requestId: string
  readonly idempotencyKey: string
  /** SHA-256 of the canonical answer, to tell a repeated answer from another one under the same key. */
  readonly answerHash: string
  readonly at: number
  readonly actorId: string
}
