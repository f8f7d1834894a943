import type { Failure } from '../errors/failure.ts'
import type { ValueMap } from '../json/value.ts'
import type { Progress } from './progress.ts'
import type { State, StateEntry } from './state.ts'

/** One try at running a task. Flowables, `Pause` and `Subflow` have one attempt too (observed/engine.md A, L359). */
export interface Attempt {
  readonly state: State
  readonly histories: readonly StateEntry[]
  readonly failure: Failure | null
}

/** What a task run waits for while nothing of it runs. A waiting task run is nothing but rows. */
export type Waiting =
  | { readonly kind: 'approval'; readonly requestId: string }
  | { readonly kind: 'child'; readonly executionId: string }
  /** The timer with the id of the task run, which begins its next attempt. */
  | { readonly kind: 'retry' }
  /** The timer with the id of the task run, which begins the next round of a loop. */
  | { readonly kind: 'interval' }
  /** A worker that does something for a container before its children begin, or after they have ended. */
  | { readonly kind: 'work'; readonly phase: WorkPhase }
  /** Executions that were started for batches of items; `progress` says how far they are. */
  | { readonly kind: 'batches' }

/** What a worker does for a container (WorkingDirectory): before its children, and after them. */
export type WorkPhase = 'prepare' | 'capture'

/**
 * One task of one execution in one iteration: one row. Its outputs are a row of their own (`TaskRunOutputs`).
 * `sequence` orders the task runs of an execution; `iterationKey` is the path of loop indexes from the root (`''`, `'3'`,
 * `'0/5'`).
 */
export interface TaskRun {
  readonly tenant: string
  readonly id: string
  readonly executionId: string
  readonly taskId: string
  readonly parentId: string | null
  readonly sequence: number
  readonly iterationKey: string
  /** The loop value of a direct child of a loop, as text. */
  readonly value: string | null
  readonly iteration: number | null
  readonly state: State
  readonly histories: readonly StateEntry[]
  readonly attempts: readonly Attempt[]
  /** Set on flowables only. */
  readonly progress: Progress | null
  readonly waiting: Waiting | null
}

/** The outputs of a task run; `path` holds the loop values from the root, outermost first (engine.md 3.12). */
export interface TaskRunOutputs {
  readonly tenant: string
  readonly executionId: string
  readonly taskRunId: string
  readonly taskId: string
  readonly path: readonly string[]
  readonly outputs: ValueMap
}

/**
 * Some of the values that a loop goes over, `LOOP_VALUES_PER_CHUNK` in each but the last chunk. Written once when the loop
 * begins, so that no later step carries them.
 */
export interface LoopValues {
  readonly executionId: string
  readonly taskRunId: string
  readonly chunk: number
  readonly values: readonly string[]
}

export const LOOP_VALUES_PER_CHUNK = 256

/** Levels of flow logs, least first. */
export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

/** One line that a flow or the engine wrote about an execution. `attempt` starts at 0 as in Kestra's `attemptNumber`. */
export interface LogEntry {
  readonly tenant: string
  readonly executionId: string
  readonly namespace: string
  readonly flowId: string
  readonly taskId: string | null
  readonly taskRunId: string | null
  readonly attempt: number | null
  readonly at: number
  readonly level: LogLevel
  readonly message: string
}
