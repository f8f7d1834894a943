import type { HostAnswer } from '@countersign/expression'
import type { Value, ValueMap } from '../../json/value.ts'
import type { Execution } from '../execution.ts'
import type { Plan } from '../plan.ts'
import type { TaskRun, TaskRunOutputs } from '../task-run.ts'

/**
 * What a context reads about an execution. In a turn the draft answers; for a worker or a playground the engine gives the
 * rows that it has. Methods return undefined for rows that are not loaded: the context then asks a `DataQuestion`.
 */
export interface ExecutionFacts {
  readonly execution: Execution
  findTaskRun(id: string): TaskRun | undefined
  outputsOf(taskId: string): readonly TaskRunOutputs[] | undefined
  /**
   * Outputs of one task run of a task inside of loops, found by the values of the loops around: null when it has none, undefined
   * when that is not known here.
   */
  outputsAt(taskId: string, path: readonly string[]): TaskRunOutputs | null | undefined
  /** Outputs of a task that came after the answers were found: in a turn, those that it made itself. */
  outputsSince?(taskId: string): readonly TaskRunOutputs[]
  taskIdsWithOutputs(): readonly string[] | undefined
  /** The newest task run of a task, or of a task with one value of its loop: null when there is none, undefined when that is not known. */
  latestTaskRunOf(taskId: string, value?: string): TaskRun | null | undefined
  /** The value of a loop at an index; undefined when it is not known here. May end with a pending signal. */
  loopValue?(taskRunId: string, index: number): string | undefined
  /** The values of the loop that a task's task runs have; undefined when that is not known. */
  valuesOf(taskId: string): readonly string[] | undefined
}

/** What surrounds every rendering of a server. */
export interface ContextSettings {
  readonly url: string
  readonly envs: Readonly<Record<string, string>>
  readonly globals: Readonly<Record<string, Value>>
}

/** All that the context of one rendering is made of. */
export interface ContextInput {
  readonly plan: Plan
  readonly facts: ExecutionFacts
  /** The task run that renders; null for the execution as a whole. */
  readonly run: TaskRun | null
  readonly answers: ReadonlyMap<string, HostAnswer>
  readonly settings: ContextSettings
  /** More roots, such as the inputs of a form that is being answered. */
  readonly extra?: ValueMap
}
