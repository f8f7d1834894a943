import type { Label } from '../execution/execution.ts'
import type { State } from '../execution/state.ts'
import type { LogLevel } from '../execution/task-run.ts'
import type { ValueMap } from '../json/value.ts'
import type { TriggerCatalogue } from '../trigger/trigger-type.ts'
import type { PropertyShape } from './property.ts'

/** What every task type tells about itself. */
export interface TaskTypeInfo {
  /** Canonical name, such as `io.kestra.plugin.core.log.Log`. */
  readonly type: string
  readonly aliases: readonly string[]
  /** A part of another task: no flow can name it, and no list shows it. */
  readonly internal?: true
  readonly title: string
  readonly description: string
  /** Properties beside those that every task has. Unknown ones are refused when a flow is saved. */
  readonly properties: PropertyShape
}

/** What an inline task may do: it computes, within a turn, and touches nothing outside. */
export interface InlineContext {
  log(level: LogLevel, message: string): void
  readonly now: number
  /** The execution's variables as they are now. */
  readonly variables: ValueMap
}

/** How an inline task ended. Members left out mean: SUCCESS, no outputs, nothing changed. */
export interface InlineResult {
  readonly outputs?: ValueMap
  readonly state?: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED'>
  readonly message?: string
  /** Labels to set on the execution; existing keys are overwritten. */
  readonly labels?: readonly Label[]
  /** Ends the execution at once in this state (`Exit`). */
  readonly exit?: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED' | 'CANCELLED'>
  readonly variables?: { readonly set?: ValueMap; readonly unset?: readonly string[] }
}

/** A task that only computes: run inside the advance loop, so that a stretch of them costs one commit. */
export interface InlineTaskType extends TaskTypeInfo {
  readonly kind: 'inline'
  /**
   * True for tasks that change the execution itself (Labels, SetVariables, Exit): Kestra's executor runs them, so that
   * their task run has no SUBMITTED, and one that fails goes straight from CREATED to FAILED (observed: la-task-int).
   */
  readonly inExecutor?: boolean
  /** Pure. A thrown `Error` fails the task run with its message. `input` is what `properties` rendered. */
  run(input: Readonly<Record<string, unknown>>, context: InlineContext): InlineResult
}

/** A task with an effect outside: committed as RUNNING before a worker starts it. Its `run` is known to the worker only. */
export interface EffectTaskType extends TaskTypeInfo {
  readonly kind: 'effect'
}

/** A task that the engine itself carries out: Sequential, If, Pause, Subflow ... Implemented in `core/execution`. */
export interface FlowableTaskType extends TaskTypeInfo {
  readonly kind: 'flowable'
  /** Members that hold lists of child tasks; they are parsed, not rendered. */
  readonly branches: readonly ('tasks' | 'then' | 'else' | 'cases' | 'defaults' | 'errors' | 'finally')[]
}

export type TaskType = InlineTaskType | EffectTaskType | FlowableTaskType

/** The task types that this server knows. Filled by the composition root, so that `core` never imports plugins. */
export interface TaskCatalogue {
  /** By canonical name or alias. */
  find(type: string): TaskType | undefined
  list(): readonly TaskType[]
  /** The trigger types; those that are built in when left out. */
  readonly triggers?: TriggerCatalogue
  /** Why a type that is not known may be missing, as a sentence for people: its plugin could not be loaded. */
  explainUnknown?(type: string): string | undefined
}
