import type {
  Clock,
  Execution,
  ExecutionStore,
  FileStorage,
  HostAnswer,
  Job,
  Logger,
  LogLevel,
  TaskRun,
  Value,
  ValueMap,
} from '@countersign/core'
import type { TaskContext, TaskServices } from '@countersign/plugin-sdk'
import { type AttemptDirectory, createAttemptDirectory } from '../files/attempt-directory.ts'
import { createExecutionLogs } from '../files/execution-logs.ts'
import type { FileAccess } from '../files/file-access.ts'
import type { NamespaceFileLibrary } from '../files/namespace-file-library.ts'
import { createTaskFiles } from '../files/task-files.ts'
import type { AttemptServices } from '../tasks/task-services.ts'
import type { AttemptMetrics } from './attempt-metrics.ts'

export interface AttemptContextOptions {
  readonly executions: Pick<ExecutionStore, 'find' | 'logs'>
  readonly files: FileStorage
  readonly access: FileAccess
  readonly namespaceFiles: NamespaceFileLibrary
  readonly services: TaskServices
  readonly attemptServices: AttemptServices
  readonly clock: Clock
  readonly logger: Logger
  /** Directory below which attempts get directories of their own. */
  readonly workRoot: string
}

/** What the runner of an attempt does for its task. */
export interface AttemptHands {
  readonly log: (level: LogLevel, message: string) => void
  readonly metrics: AttemptMetrics
  readonly signal: AbortSignal
  readonly render: (template: Value, variables: ValueMap, answers: Map<string, HostAnswer>) => Promise<Value>
}

/** Makes the contexts of attempts; `close` removes what an attempt had on disk. */
export function createAttemptContext(
  options: AttemptContextOptions,
  { execution, run, job }: { readonly execution: Execution; readonly run: TaskRun; readonly job: Job },
  hands: AttemptHands,
): { readonly context: TaskContext; readonly directory: AttemptDirectory } {
  const { tenant, namespace, flowId, flowRevision } = execution
  const idempotencyKey = `${run.id}-${job.attempt}`
  const directory = createAttemptDirectory(options.workRoot, options.logger)
  // Kept for the attempt: a task that renders for each line of a file asks for the same things again and again.
  const answers = new Map<string, HostAnswer>()
  const context: TaskContext = {
    log: hands.log,
    now: () => options.clock.now(),
    signal: hands.signal,
    // The same when the attempt is repeated after a crash, another one when the flow's `retry` asks for a new attempt.
    idempotencyKey,
    facts: {
      tenant,
      namespace,
      flowId,
      flowRevision,
      executionId: run.executionId,
      taskId: run.taskId,
      taskRunId: run.id,
      attempt: job.attempt + 1,
      value: run.value,
    },
    services: options.services,
    files: createTaskFiles(options, execution, run),
    namespaceFiles: options.namespaceFiles.ofTenant(tenant),
    executionLogs: createExecutionLogs(options, execution),
    ...options.attemptServices({ execution, idempotencyKey, signal: hands.signal }),
    workingDir: directory.path,
    metric: (name, type, value, tags = {}) => hands.metrics.record(name, type, value, tags),
    render: (template, variables = {}) => hands.render(template, variables, answers),
  }
  return { context, directory }
}
