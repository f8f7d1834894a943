import type { Clock, Execution, ExecutionStore, State, TaskRun } from '@countersign/core'
import type { ExecutionLookup, ExecutionSummary } from '@countersign/plugin-sdk'

interface LookupOptions {
  readonly executions: Pick<ExecutionStore, 'find' | 'taskRuns'>
  readonly clock: Clock
  /** Base URL of this server, without a slash at its end. */
  readonly url: string
}

/** Finds executions for the tasks of a tenant; it sees no other tenant's. */
export function createExecutionLookup({ executions, clock, url }: LookupOptions, tenant: string): ExecutionLookup {
  return {
    async find(id) {
      const execution = await executions.find(tenant, id)
      if (execution === null) return undefined
      return summaryOf(execution, await executions.taskRuns(id), clock.now(), url)
    },
  }
}

function summaryOf(execution: Execution, runs: readonly TaskRun[], now: number, url: string): ExecutionSummary {
  const { tenant, id, namespace, flowId, flowRevision, state, createdAt, endedAt, labels } = execution
  const path = [tenant, 'executions', namespace, flowId, id].map(encodeURIComponent).join('/')
  return {
    id,
    namespace,
    flowId,
    flowRevision,
    state,
    startedAt: createdAt,
    endedAt,
    durationMs: (endedAt ?? now) - createdAt,
    labels: Object.fromEntries(
      labels.filter(({ key }) => !key.startsWith('system.')).map(({ key, value }) => [key, value]),
    ),
    url: `${url}/ui/${path}`,
    lastTaskId: finalTask(state, runs)?.taskId ?? null,
    failedTaskId: firstFailed(runs)?.taskId ?? null,
  }
}

/** An execution that failed ended with the task that did, whatever its `errors` and `finally` did afterwards. */
function finalTask(state: State, runs: readonly TaskRun[]): TaskRun | undefined {
  const failed = state === 'FAILED' ? runs.findLast((run) => run.state === 'FAILED') : undefined
  return failed ?? runs.at(-1)
}

/** Of a task within others that fail with it, the innermost: that is the one that went wrong. */
function firstFailed(runs: readonly TaskRun[]): TaskRun | undefined {
  const failed = runs.filter(({ state }) => state === 'FAILED')
  const parents = new Set(failed.map(({ parentId }) => parentId))
  return failed.find(({ id }) => !parents.has(id))
}
