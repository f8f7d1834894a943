import type { LogLevel, MetricType, Value, ValueMap } from '@countersign/core'
import type { ExecutionLookup } from './execution-lookup.ts'
import type { NestedTasks } from './nested-tasks.ts'
import type { NetworkRules } from './network-rules.ts'
import type { ScriptSettings } from './script-settings.ts'
import type { TaskEngine } from './task-engine.ts'
import type { ExecutionLogs, NamespaceFiles, TaskCache, TaskFiles } from './task-files.ts'
import type { TaskKv } from './task-kv.ts'

/** How the server sends mail, for tasks that name no server of their own. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** How the connection is protected: not at all, by TLS from the start, or by STARTTLS. */
  readonly transport: 'SMTP' | 'SMTPS' | 'SMTP_TLS'
  readonly username?: string
  readonly password?: string
  /** Sender of messages that name none. */
  readonly from?: string
}

/** Enables and disables triggers, for tasks that do. */
export interface TriggerSwitch {
  /** @throws an error that says what is wrong when there is no such trigger. The audit log names who started the execution. */
  setDisabled(
    of: Pick<TaskFacts, 'tenant' | 'executionId'>,
    trigger: { readonly namespace: string; readonly flowId: string; readonly triggerId: string },
    disabled: boolean,
  ): Promise<void>
}

/** What the server offers to tasks. */
export interface TaskServices {
  readonly mail?: MailSettings
  /** Always there in tasks that the engine runs. */
  readonly triggers?: TriggerSwitch
  readonly scripts?: ScriptSettings
  readonly network?: NetworkRules
}

/** The execution and the task run that an attempt belongs to. */
export interface TaskFacts {
  readonly tenant: string
  readonly namespace: string
  readonly flowId: string
  readonly flowRevision: number
  readonly executionId: string
  readonly taskId: string
  readonly taskRunId: string
  /** Starts at 1. */
  readonly attempt: number
  /** The value of the iteration that it is in, when it is directly inside a loop; else null. */
  readonly value: string | null
}

/** What an effect task gets beside its input. */
export interface TaskContext {
  /** Writes a line to the log of the task run. Secrets that came out of `secret()` are masked by the engine. */
  log(level: LogLevel, message: string): void
  /** Milliseconds since the epoch. */
  now(): number
  /** Aborted on kill, on timeout and when the server stops: leave soon, and throw. */
  readonly signal: AbortSignal
  /** The same for every try of this task run after a crash, so that a receiver can drop what it has seen. */
  readonly idempotencyKey: string
  readonly facts: TaskFacts
  readonly services: TaskServices
  /** Facts about this and other executions. */
  readonly executions: ExecutionLookup
  /** Runs tasks that this one brings along as texts. */
  readonly nestedTasks: NestedTasks
  /** Keys and values of the tenant. */
  readonly kv: TaskKv
  /** Other executions of the tenant. */
  readonly engine: TaskEngine
  /** Files of the execution in the internal storage. */
  readonly files: TaskFiles
  /** Files that namespaces keep, with versions. */
  readonly namespaceFiles: NamespaceFiles
  /** What this task keeps for the next execution of its flow. */
  readonly cache: TaskCache
  /**
   * Outputs of the executions that the part beside this one has started for batches, in their order: for the part of a ForEachItem
   * that gathers them. Nothing for any other task.
   */
  batchOutputs(): AsyncIterable<ValueMap>
  /** Log lines that executions have written. */
  readonly executionLogs: ExecutionLogs
  /**
   * The absolute path of a directory of this attempt alone, made when it is first asked for and removed with all that is in it
   * once the attempt has ended. In a WorkingDirectory it is the one of all its tasks, and is removed when that has ended.
   */
  workingDir(): Promise<string>
  /**
   * Records a measurement of this task run; stored when the attempt ends, however it ends.
   * @example context.metric('records', 'counter', 42, { format: 'csv' })
   */
  metric(name: string, type: MetricType, value: number, tags?: Readonly<Record<string, string>>): void
  /**
   * Renders a template that only this moment can render (see `p.template`): a text that is one expression to its typed value,
   * other texts to text, and texts inside lists and maps likewise to text. `variables` are added to what expressions see and
   * win over what has the same name. Secrets are masked in logs as everywhere.
   *
   * @throws whatever is wrong with the expression; thrown on, it fails the task with a message that says so
   */
  render(template: Value, variables?: ValueMap): Promise<Value>
}
