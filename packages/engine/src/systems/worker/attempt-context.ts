import { type HostAnswer, runsInDirectory, WORKING_DIRECTORY } from '@countersign/core'
import type { TaskContext } from '@countersign/plugin-sdk'
import type { AttemptDirectory } from '../files/attempt-directory.ts'
import { createExecutionLogs } from '../files/execution-logs.ts'
import { createTaskCache } from '../files/task-cache.ts'
import { createTaskFiles } from '../files/task-files.ts'
import type { AttemptLog } from './attempt-log.ts'
import type { AttemptMetrics } from './attempt-metrics.ts'
import type { AttemptInput, AttemptRunnerOptions } from './attempt-parts.ts'
import { renderLate } from './attempt-rendering.ts'
import { readBatchOutputs } from './batch-outputs.ts'
import { createExecutionLookup } from './execution-lookup.ts'
import { createNestedTasks } from './nested-tasks.ts'

/** What an attempt leaves behind beside its result. */
export interface AttemptRecords {
  readonly log: AttemptLog
  readonly metrics: AttemptMetrics
}

/** Makes the context of an attempt. `signal` of `input` is what the task sees; `directory` is to be removed after it. */
export function createAttemptContext(
  options: AttemptRunnerOptions,
  input: AttemptInput,
  { log, metrics }: AttemptRecords,
): { readonly context: TaskContext; readonly directory: AttemptDirectory } {
  const { run, job, signal } = input
  const { execution } = input.hot
  const { tenant, namespace, flowId, flowRevision } = execution
  const idempotencyKey = `${run.id}-${job.attempt}`
  const directory = directoryOf(options, input)
  // Kept for the attempt: a task that renders for each line of a file asks for the same things again and again.
  const answers = new Map<string, HostAnswer>()
  const context: TaskContext = {
    log: log.write.bind(log),
    now: () => options.clock.now(),
    signal,
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
      attempt: run.attempts.length,
      value: run.value,
    },
    services: options.services,
    executions: createExecutionLookup({ ...options, url: options.settings.url }, tenant),
    nestedTasks: { run: (yaml) => runNested(yaml) },
    files: createTaskFiles(options, execution, run),
    namespaceFiles: options.namespaceFiles.ofTenant(tenant),
    cache: createTaskCache(options.files, execution, run),
    batchOutputs: () => readBatchOutputs(options, input),
    executionLogs: createExecutionLogs(options, execution),
    ...options.attemptServices({ execution, idempotencyKey, signal }),
    workingDir: directory.path,
    metric: (name, type, value, tags = {}) => metrics.record(name, type, value, tags),
    render: (template, extra = {}) => renderLate(options, input, template, { extra, answers }),
  }
  const runNested = createNestedTasks(options, input, context)
  return { context, directory }
}

/** Tasks in a WorkingDirectory share one directory with each other, and with what fills it and stores what they leave in it. */
function directoryOf({ directories }: AttemptRunnerOptions, { hot, run, node }: AttemptInput): AttemptDirectory {
  if (node.task.type === WORKING_DIRECTORY) return directories.shared(run)
  const around = runsInDirectory(node) && run.parentId !== null ? hot.findTaskRun(run.parentId) : undefined
  return around === undefined ? directories.ofAttempt() : directories.shared(around)
}
