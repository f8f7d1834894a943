import type { Label } from '../execution/execution.ts'
import type { LogLevel } from '../execution/task-run.ts'
import type { InputDeclaration, InputType } from '../inputs/declaration.ts'
import type { Value, ValueMap } from '../json/value.ts'
import type { ConcurrencyLimit, CreationCheck, Listener, PluginDefault, RetryPolicy, Sla } from './policies.ts'

/**
 * A task as written: the members that every task has, and all others in `properties`, unrendered. Children of flowable
 * tasks are in `branches`, already parsed (`tasks`, `then`, `else`, `defaults`, `errors`, `finally`), in `cases`, or in
 * `onPause`. `type` is canonical: aliases are resolved when the flow is parsed.
 */
export interface Task {
  readonly id: string
  readonly type: string
  readonly description?: string
  readonly disabled: boolean
  readonly runIf?: string
  readonly timeout?: string
  readonly retry?: RetryPolicy
  readonly allowFailure: boolean
  readonly allowWarning: boolean
  readonly logLevel?: LogLevel
  readonly logToFile?: boolean
  readonly properties: ValueMap
  readonly branches: Readonly<
    Partial<Record<'tasks' | 'then' | 'else' | 'defaults' | 'errors' | 'finally', readonly Task[]>>
  >
  readonly cases?: Readonly<Record<string, readonly Task[]>>
  /** Inputs of a Pause's form. */
  readonly onResume?: readonly InputDeclaration[]
  /** The task that a Pause runs when it starts to wait. */
  readonly onPause?: Task
  /** For a child of a Dag: the ids beside it that must have ended first. */
  readonly dependsOn?: readonly string[]
}

/** A declared output of a flow; `value` is rendered when the execution ends. */
export interface OutputDeclaration {
  readonly id: string
  readonly type: InputType
  readonly value: Value
  readonly description?: string
  readonly displayName?: string
  readonly required: boolean
}

/**
 * A trigger as written: its properties are kept as they stand in the flow. `type` is canonical. The engine reads them with
 * `compileTriggers`.
 */
export interface TriggerDeclaration {
  readonly id: string
  readonly type: string
  readonly disabled: boolean
  readonly properties: ValueMap
}

/** One immutable revision of a flow, parsed and checked. `source` is the YAML as it was saved. */
export interface Flow {
  readonly tenant: string
  readonly namespace: string
  readonly id: string
  readonly revision: number
  readonly description?: string
  readonly labels: readonly Label[]
  readonly inputs: readonly InputDeclaration[]
  readonly outputs: readonly OutputDeclaration[]
  readonly variables: ValueMap
  readonly tasks: readonly Task[]
  readonly errors: readonly Task[]
  readonly finally: readonly Task[]
  readonly afterExecution: readonly Task[]
  readonly triggers: readonly TriggerDeclaration[]
  readonly listeners: readonly Listener[]
  /** The retry of every task that has none of its own, and none around it. */
  readonly retry?: RetryPolicy
  /** Null when any number of executions may run at once. */
  readonly concurrency: ConcurrencyLimit | null
  readonly sla: readonly Sla[]
  readonly checks: readonly CreationCheck[]
  /** As written. They are not applied to the tasks above: `withPluginDefaults` does that for an execution. */
  readonly pluginDefaults: readonly PluginDefault[]
  readonly disabled: boolean
  readonly deleted: boolean
  readonly source: string
  readonly updatedAt: number
}
