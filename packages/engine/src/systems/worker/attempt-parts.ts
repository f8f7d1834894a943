import type {
  Clock,
  ContextSettings,
  Execution,
  ExecutionStore,
  FileStorage,
  Job,
  LogEntry,
  Logger,
  PlanNode,
  TaskRun,
} from '@countersign/core'
import type { ExpressionEngine } from '@countersign/expression'
import type { Catalogue, TaskServices } from '@countersign/plugin-sdk'
import type { Alarms } from '../alarms.ts'
import type { HostResolver } from '../answers/host-resolver.ts'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import type { FileAccess } from '../files/file-access.ts'
import type { NamespaceFileLibrary } from '../files/namespace-file-library.ts'
import type { WorkDirectories } from '../files/work-directories.ts'
import type { AttemptServices } from '../tasks/task-services.ts'

/** What the parts of an attempt are made from. */
export interface AttemptRunnerOptions {
  readonly catalogue: Catalogue
  readonly expressions: ExpressionEngine
  readonly settings: ContextSettings
  readonly services: TaskServices
  readonly attemptServices: AttemptServices
  readonly executions: Pick<ExecutionStore, 'find' | 'search' | 'taskRuns' | 'logs'>
  readonly files: FileStorage
  readonly access: FileAccess
  readonly namespaceFiles: NamespaceFileLibrary
  readonly resolver: HostResolver
  readonly masker: SecretMasker
  readonly clock: Clock
  readonly alarms: Alarms
  readonly logger: Logger
  readonly directories: Pick<WorkDirectories, 'ofAttempt' | 'shared'>
  /** Keeps lines of an attempt that goes on, so that they can be read while it does. */
  readonly keepLines: (execution: Execution, lines: readonly LogEntry[]) => Promise<void>
  /** Outputs beyond this many characters of JSON fail the attempt: every later step would carry them. */
  readonly maxOutputLength: number
}

/** One attempt, as its job names it. */
export interface AttemptInput {
  readonly job: Job
  readonly hot: HotExecution
  readonly run: TaskRun
  readonly node: PlanNode
  /** Aborted with a `StopReason`; within the task also by its timeout. */
  readonly signal: AbortSignal
}
