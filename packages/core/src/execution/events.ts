import type { Settlement } from '../approval/request.ts'
import type { Actor, Origin } from '../audit/event.ts'
import type { Failure } from '../errors/failure.ts'
import type { ValueMap } from '../json/value.ts'
import type { Breakpoint } from './breakpoint.ts'
import type { Label } from './execution.ts'
import type { Metric } from './metric.ts'
import type { State } from './state.ts'
import type { LogEntry } from './task-run.ts'

/** How an attempt of an effect task ended, as its worker reports it. */
export interface AttemptResult {
  readonly state: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED'>
  readonly outputs: ValueMap
  readonly failure: Failure | null
  readonly startedAt: number
  readonly endedAt: number
  readonly logs: readonly LogEntry[]
  /** What the attempt measured; stored as it is. */
  readonly metrics?: readonly Metric[]
}

/** How a person may take an execution out of the queue of its flow: it runs, or it ends without having begun. */
export const QUEUE_EXITS = ['RUNNING', 'CANCELLED', 'FAILED', 'KILLED'] as const

export type QueueExit = (typeof QUEUE_EXITS)[number]

/** What can happen to an execution. Everything that a flow does is `advance()` over these. */
export type ExecutionEvent =
  /** It was created, or its scheduled start has come. */
  /** `refusal`: the flow runs as many at once as it may. */
  | { readonly kind: 'start'; readonly refusal?: 'QUEUE' | 'CANCEL' | 'FAIL' }
  /** It was queued, and a slot is free now, or a person lets it run without one. */
  | { readonly kind: 'dequeued' }
  /** A person takes it out of the queue, and it never begins. */
  | { readonly kind: 'dequeued-to-end'; readonly state: Exclude<QueueExit, 'RUNNING'> }
  /** The time that one of the flow's promises allows is over. */
  | { readonly kind: 'sla-expired'; readonly slaId: string }
  /** It was created only to be refused, by a check of its flow: it ends at once, before any task. */
  | { readonly kind: 'refused'; readonly state: Extract<State, 'FAILED' | 'CANCELLED'> }
  /** Go on: the last turn was cut, or answers that it waited for are there now. */
  | { readonly kind: 'continue' }
  | {
      readonly kind: 'attempt-ended'
      readonly taskRunId: string
      readonly attempt: number
      readonly result: AttemptResult
    }
  /** An approval request was settled; `resumeTo` is the state of the Pause's task run. */
  | {
      readonly kind: 'request-settled'
      readonly taskRunId: string
      readonly requestId: string
      readonly settlement: Settlement
      readonly resumeTo: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED' | 'CANCELLED'>
    }
  /** The child execution of a Subflow exists. */
  | {
      readonly kind: 'child-started'
      readonly taskRunId: string
      readonly childId: string
      readonly namespace: string
      readonly flowId: string
    }
  | {
      readonly kind: 'child-ended'
      readonly taskRunId: string
      readonly childId: string
      /** When it was begun in the place of others that were RETRIED: the first of those. */
      readonly originalId?: string
      readonly state: State
      readonly outputs: ValueMap | null
      /** Why its outputs could not be made; the task run then fails whatever its state is. */
      readonly outputsFailure?: string
    }
  /** The child execution could not be created (flow missing or disabled, wrong inputs). */
  | {
      readonly kind: 'child-refused'
      readonly taskRunId: string
      /** The id that it would have had; needed where one task run starts several. */
      readonly childId?: string
      readonly message: string
    }
  /** The time for another attempt of a task has come. */
  | { readonly kind: 'retry-due'; readonly taskRunId: string }
  /** The interval between two rounds of a loop is over. */
  | { readonly kind: 'round-due'; readonly taskRunId: string }
  | { readonly kind: 'kill'; readonly actor: Actor; readonly origin: Origin }
  /** A person stops the execution for a while: what runs is finished, nothing new begins. */
  | { readonly kind: 'pause'; readonly actor: Actor; readonly origin: Origin }
  /** A person ends such a pause. An execution that waits at a gate goes on by its answer, never by this. */
  | { readonly kind: 'end-pause'; readonly actor: Actor; readonly origin: Origin }
  /** A person lets the execution go on that stopped at a breakpoint; `breakpoints`, when given, replace those that it had. */
  | {
      readonly kind: 'leave-breakpoint'
      readonly actor: Actor
      readonly origin: Origin
      readonly breakpoints?: readonly Breakpoint[]
    }
  /** The server marks the execution, for example as one that was replayed. */
  | { readonly kind: 'labelled'; readonly labels: readonly Label[] }
