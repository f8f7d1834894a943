import type { LogLevel } from '@countersign/core'
import type { ExecutionLookup } from './execution-lookup.ts'
import type { NestedTasks } from './nested-tasks.ts'

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

/** What the server's configuration offers to tasks. */
export interface TaskServices {
  readonly mail?: MailSettings
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
}
