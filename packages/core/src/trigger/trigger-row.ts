import { stringifyJson } from '@countersign/expression'
import type { Label } from '../execution/execution.ts'
import type { State } from '../execution/state.ts'
import type { Value, ValueMap } from '../json/value.ts'

/** A schedule that makes up for a stretch of the past, on somebody's demand (engine.md 6.2). */
export interface Backfill {
  readonly start: number
  readonly end: number
  /** Dates up to and including this one have been dealt with; at first the instant before `start`. */
  readonly currentDate: number
  readonly paused: boolean
  readonly inputs: ValueMap
  readonly labels: readonly Label[]
  /** When the trigger would have fired next, had there been no backfill. */
  readonly previousNextAt: number | null
}

/** What names a trigger. */
export interface TriggerKey {
  readonly tenant: string
  readonly namespace: string
  readonly flowId: string
  readonly triggerId: string
}

/**
 * What is remembered of a trigger that is looked at by time (Schedule, ScheduleOnDates, polling). Instants are milliseconds
 * since the epoch. Whether it is due follows from the other members: see `dueAt`.
 */
export interface TriggerRow extends TriggerKey {
  /** Fencing, as with executions: each change raises it by one; 0 = not stored yet. */
  readonly version: number
  /** Canonical type. */
  readonly type: string
  /** JSON of the definition: when it changes, the row starts anew. */
  readonly definition: string
  readonly flowRevision: number
  /** The date that was dealt with last, or when the row was made. */
  readonly date: number
  /** The date to deal with next; null when there is none. */
  readonly nextAt: number | null
  /** The execution that it waits for. */
  readonly executionId: string | null
  /** Since when a worker looks, and the owner of that look. */
  readonly evaluation: { readonly since: number; readonly owner: string } | null
  /** Disabled by a person, by a task or by `stopAfter`. */
  readonly disabled: boolean
  /** The flow or the trigger in it says `disabled: true`. */
  readonly dormant: boolean
  readonly stopAfter: readonly State[]
  readonly backfill: Backfill | null
  readonly updatedAt: number
}

/** When the trigger must be dealt with; null while something holds it back: a lock, or somebody's wish. */
export function dueAt(row: TriggerRow): number | null {
  const held = row.disabled || row.dormant || row.executionId !== null || row.evaluation !== null
  if (held || row.backfill?.paused === true) return null
  return row.nextAt
}

/** What has come true so far of a Flow trigger that waits for several things (engine.md 6.6). */
export interface FlowWindow {
  readonly tenant: string
  readonly namespace: string
  readonly flowId: string
  readonly triggerId: string
  /** `preconditions.id`, the id of a MultipleCondition, or `dependsOn`. */
  readonly conditionId: string
  readonly version: number
  readonly start: number
  readonly end: number
  /** Names of the conditions that have been true within the window. */
  readonly results: readonly string[]
}

/**
 * Something that happened to an execution that triggers may care about. Written in the commit in which it happened, gone in
 * the commit in which all triggers have dealt with it: so each is dealt with exactly once.
 */
export interface TriggerEvent {
  readonly tenant: string
  readonly id: string
  readonly executionId: string
  readonly namespace: string
  readonly flowId: string
  readonly state: State
  readonly at: number
  /** The trigger that waits for this execution, when it has ended. */
  readonly release: string | null
}

/** A definition as text: equal texts are equal definitions. */
export function definitionText(type: string, properties: Value): string {
  return stringifyJson([type, properties])
}
