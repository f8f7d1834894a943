import type { TaskContext } from '@countersign/plugin-sdk'
import type { AttemptLog } from './attempt-log.ts'
import type { AttemptInput, AttemptRunnerOptions } from './attempt-parts.ts'
import { createExecutionLookup } from './execution-lookup.ts'
import { createNestedTasks } from './nested-tasks.ts'

/** What an effect task gets beside its input. `signal` is aborted on kill and on timeout. */
export function createTaskContext(
  options: AttemptRunnerOptions,
  input: AttemptInput,
  log: AttemptLog,
  signal: AbortSignal,
): TaskContext {
  const { hot, run, job } = input
  const { tenant, namespace, flowId, flowRevision } = hot.execution
  const context: TaskContext = {
    log: log.write.bind(log),
    now: () => options.clock.now(),
    signal,
    // The same when the attempt is repeated after a crash, another one when the flow's `retry` asks for a new attempt.
    idempotencyKey: `${run.id}-${job.attempt}`,
    facts: {
      tenant,
      namespace,
      flowId,
      flowRevision,
      executionId: run.executionId,
      taskId: run.taskId,
      taskRunId: run.id,
      attempt: job.attempt + 1,
    },
    services: options.services,
    executions: createExecutionLookup({ ...options, url: options.settings.url }, tenant),
    nestedTasks: { run: (yaml) => nested(yaml) },
  }
  const nested = createNestedTasks(options, { ...input, signal }, context)
  return context
}
