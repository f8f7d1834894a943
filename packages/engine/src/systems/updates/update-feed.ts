import type { ApprovalRequest, CommitUnit, Execution, LogEntry, Logger, TaskRun, Write } from '@countersign/core'
import type { ExecutionUpdate } from '../../client.ts'

/** Tells live views what was committed. Nothing that is not durable ever gets here. */
export interface UpdateFeed {
  publish(unit: CommitUnit): void
  /** Lines of an attempt that goes on: their unit writes no header. */
  publishLines(execution: Execution, lines: readonly LogEntry[]): void
  follow(executionId: string, listener: UpdateListener): () => void
  followTenant(tenant: string, listener: UpdateListener): () => void
}

type UpdateListener = (update: ExecutionUpdate) => void

export function createUpdateFeed(logger: Logger): UpdateFeed {
  const ofExecution = new Map<string, Set<UpdateListener>>()
  const ofTenant = new Map<string, Set<UpdateListener>>()

  function publish(unit: CommitUnit): void {
    if (ofExecution.size === 0 && ofTenant.size === 0) return
    for (const update of updatesOf(unit.writes)) {
      tell(ofExecution.get(update.execution.id), update)
      tell(ofTenant.get(update.execution.tenant), update)
    }
  }

  function publishLines(execution: Execution, lines: readonly LogEntry[]): void {
    const update: ExecutionUpdate = { execution, taskRuns: [], logs: lines, requests: [] }
    tell(ofExecution.get(execution.id), update)
    tell(ofTenant.get(execution.tenant), update)
  }

  function tell(listeners: ReadonlySet<UpdateListener> | undefined, update: ExecutionUpdate): void {
    for (const listener of [...(listeners ?? [])]) {
      try {
        listener(update)
      } catch (error) {
        logger.warn('A listener of execution updates failed', { executionId: update.execution.id, error })
      }
    }
  }

  return {
    publish,
    publishLines,
    follow: (executionId, listener) => subscribe(ofExecution, executionId, listener),
    followTenant: (tenant, listener) => subscribe(ofTenant, tenant, listener),
  }
}

function subscribe(listeners: Map<string, Set<UpdateListener>>, key: string, listener: UpdateListener): () => void {
  const own = listeners.get(key) ?? new Set()
  listeners.set(key, own.add(listener))
  return () => {
    own.delete(listener)
    if (own.size === 0 && listeners.get(key) === own) listeners.delete(key)
  }
}

interface Rows {
  readonly execution: Execution
  readonly taskRuns: TaskRun[]
  readonly logs: LogEntry[]
  readonly requests: ApprovalRequest[]
}

/** One update for each execution whose header the unit wrote (every turn that changes an execution does). */
function updatesOf(writes: readonly Write[]): Iterable<ExecutionUpdate> {
  const byExecution = new Map<string, Rows>()
  for (const write of writes) {
    if (write.kind === 'execution-insert' || write.kind === 'execution-update') {
      byExecution.set(write.row.id, { execution: write.row, taskRuns: [], logs: [], requests: [] })
    }
  }
  for (const write of writes) {
    if (write.kind === 'task-run-insert' || write.kind === 'task-run-update') {
      byExecution.get(write.row.executionId)?.taskRuns.push(write.row)
    } else if (write.kind === 'log-append') byExecution.get(write.row.executionId)?.logs.push(write.row)
    else if (write.kind === 'request-insert' || write.kind === 'request-update') {
      byExecution.get(write.row.executionId)?.requests.push(write.row)
    }
  }
  return byExecution.values()
}
