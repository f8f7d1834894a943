import type { Actor } from '../audit/event.ts'
import type { ValueMap } from '../json/value.ts'
import type { Breakpoint } from './breakpoint.ts'
import type { Progress } from './progress.ts'
import type { State, StateEntry } from './state.ts'

/** A label as Kestra keeps it: a list entry; order is document order. */
export interface Label {
  readonly key: string
  readonly value: string
}

/** What started an execution, if not a person or the API (engine.md 4.11, 6.7). */
export interface ExecutionTrigger {
  readonly id: string
  readonly type: string
  readonly variables: ValueMap
}

/** What an execution is for. Those of another kind than NORMAL are found only when they are asked for (observed: F-search-f-kind). */
export const EXECUTION_KINDS = ['NORMAL', 'TEST', 'PLAYGROUND'] as const

export type ExecutionKind = (typeof EXECUTION_KINDS)[number]

/** The task run of another execution that waits for this one to end (`Subflow` with `wait`). */
export interface ParentLink {
  readonly executionId: string
  readonly taskRunId: string
}

/**
 * The header of an execution: one small row. Its task runs, outputs of tasks, logs and approval requests are rows of
 * their own. Instants are milliseconds since the epoch.
 */
export interface Execution {
  readonly tenant: string
  readonly id: string
  readonly namespace: string
  readonly flowId: string
  readonly flowRevision: number
  /** Fencing: each commit raises it by one; a write that finds another version is dropped and redone. 0 = not stored yet. */
  readonly version: number
  readonly state: State
  readonly histories: readonly StateEntry[]
  readonly inputs: ValueMap
  readonly outputs: ValueMap | null
  /** The flow's `variables` as this execution sees them. */
  readonly variables: ValueMap
  readonly labels: readonly Label[]
  readonly trigger: ExecutionTrigger | null
  readonly parent: ParentLink | null
  /** The execution that this one is a replay of. */
  readonly replayOf: string | null
  readonly originalId: string
  /** +1 on restart, replay, retry, and on every resume, expiry and kill of a pause (observed/engine.md A). */
  readonly attemptNumber: number
  readonly createdBy: Actor
  readonly createdAt: number
  readonly originalCreatedAt: number
  readonly endedAt: number | null
  /** Future start instant; until then the execution stays CREATED. */
  readonly scheduleAt: number | null
  readonly kind: ExecutionKind
  /** Tasks before which it stops. */
  readonly breakpoints: readonly Breakpoint[]
  /** Where the top-level list of tasks stands. */
  readonly progress: Progress
  /** Sequence number that the next task run gets. */
  readonly nextSequence: number
  /** True while it waits at a gate that frees its place under the flow's `concurrency` (`releaseSlot`). */
  readonly slotReleased: boolean
  /** True while a turn was cut or waits for host answers: whoever takes over must advance it again. */
  readonly unfinishedTurn: boolean
}
