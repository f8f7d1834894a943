import type { ApprovalRequest } from '../approval/request.ts'
import type { AuditDraft } from '../audit/event.ts'
import type { Execution } from '../execution/execution.ts'
import type { InboxMessage } from '../execution/inbox.ts'
import type { Job, Timer } from '../execution/job.ts'
import { isTerminated } from '../execution/state.ts'
import type { LogEntry, LoopValues, TaskRun, TaskRunOutputs } from '../execution/task-run.ts'
import type { Advance, WorkingSet } from '../execution/turn.ts'

/** All rows of one execution, as a database would hold them. A value: applying a turn gives new rows. */
export interface ExecutionRows {
  readonly execution: Execution
  readonly taskRuns: ReadonlyMap<string, TaskRun>
  /** By task run id. */
  readonly outputs: ReadonlyMap<string, TaskRunOutputs>
  readonly loopValues: readonly LoopValues[]
  readonly logs: readonly LogEntry[]
  readonly requests: ReadonlyMap<string, ApprovalRequest>
  /** By `jobKey`. */
  readonly jobs: ReadonlyMap<string, Job>
  readonly timers: ReadonlyMap<string, Timer>
  /** Messages to other executions, oldest first. */
  readonly sent: readonly InboxMessage[]
  readonly audit: readonly AuditDraft[]
}

/** Rows of an execution that was just created. */
export function newRows(execution: Execution): ExecutionRows {
  return {
    execution: { ...execution, version: 1 },
    taskRuns: new Map(),
    outputs: new Map(),
    loopValues: [],
    logs: [],
    requests: new Map(),
    jobs: new Map(),
    timers: new Map(),
    sent: [],
    audit: [],
  }
}

export function jobKey(job: Pick<Job, 'taskRunId' | 'attempt'>): string {
  return `${job.taskRunId}/${job.attempt}`
}

/** Writes what a turn decided, as a commit would. */
export function applyAdvance(rows: ExecutionRows, { execution, changes }: Advance): ExecutionRows {
  const gone = changes.taskRunsRemoved.map((run) => run.id)
  return {
    execution: { ...execution, version: rows.execution.version + 1 },
    taskRuns: put(
      without(rows.taskRuns, gone),
      [...changes.taskRunsInserted, ...changes.taskRunsUpdated],
      (run) => run.id,
    ),
    outputs: put(without(rows.outputs, gone), changes.outputs, (row) => row.taskRunId),
    loopValues: [...rows.loopValues.filter((row) => !gone.includes(row.taskRunId)), ...changes.loopValues],
    logs: [...rows.logs, ...changes.logs],
    requests: put(rows.requests, [...changes.requestsInserted, ...changes.requestsUpdated], (request) => request.id),
    jobs: without(put(rows.jobs, changes.jobsAdded, jobKey), changes.jobsRemoved.map(jobKey)),
    timers: without(
      put(rows.timers, changes.timersArmed, (timer) => timer.id),
      changes.timersDisarmed,
    ),
    sent: [...rows.sent, ...changes.inboxAdded],
    audit: [...rows.audit, ...changes.audit],
  }
}

/** Writes a settled request, as the commit that carries a decision does. */
export function applySettlement(rows: ExecutionRows, request: ApprovalRequest, audit: AuditDraft): ExecutionRows {
  return { ...rows, requests: put(rows.requests, [request], (one) => one.id), audit: [...rows.audit, audit] }
}

/**
 * What a turn gets to see. A whole execution is complete; of a large one (`complete: false`) it gets the header, the task runs
 * that are not terminated with their ancestors, and no outputs.
 */
export function workingSetOf(rows: ExecutionRows, complete: boolean): WorkingSet {
  const open = [...rows.requests].filter(([, request]) => request.status === 'OPEN')
  return {
    execution: rows.execution,
    taskRuns: complete ? rows.taskRuns : liveWithAncestors(rows.taskRuns),
    requests: new Map(open),
    outputs: complete ? outputsByTask(rows) : new Map(),
    outputsAt: (taskId, path) => (complete ? outputsOfIteration(rows, taskId, path) : undefined),
    loopValues: complete ? loopValuesByRun(rows) : new Map(),
    complete,
  }
}

/** Task runs in sequence order. */
export function taskRunsInOrder({ taskRuns }: Pick<ExecutionRows, 'taskRuns'>): readonly TaskRun[] {
  return [...taskRuns.values()].sort((a, b) => a.sequence - b.sequence)
}

/** Rows of outputs by task id, in sequence order. */
export function outputsByTask(rows: ExecutionRows): ReadonlyMap<string, readonly TaskRunOutputs[]> {
  const byTask = new Map<string, TaskRunOutputs[]>()
  for (const { id, taskId } of taskRunsInOrder(rows)) {
    const row = rows.outputs.get(id)
    if (row === undefined) continue
    const list = byTask.get(taskId) ?? []
    list.push(row)
    byTask.set(taskId, list)
  }
  return byTask
}

/** The outputs of a task in the iteration with these loop values; null when there are none. */
export function outputsOfIteration(
  rows: ExecutionRows,
  taskId: string,
  path: readonly string[],
): TaskRunOutputs | null {
  const wanted = JSON.stringify(path)
  return (
    outputsByTask(rows)
      .get(taskId)
      ?.findLast((row) => JSON.stringify(row.path) === wanted) ?? null
  )
}

function loopValuesByRun({ loopValues }: ExecutionRows): WorkingSet['loopValues'] {
  const byRun = Map.groupBy(loopValues, (row) => row.taskRunId)
  return new Map([...byRun].map(([id, chunks]) => [id, new Map(chunks.map(({ chunk, values }) => [chunk, values]))]))
}

function liveWithAncestors(all: ReadonlyMap<string, TaskRun>): ReadonlyMap<string, TaskRun> {
  const kept = new Map<string, TaskRun>()
  for (const run of all.values()) {
    if (isTerminated(run.state)) continue
    for (let one: TaskRun | undefined = run; one !== undefined; ) {
      kept.set(one.id, one)
      one = one.parentId === null ? undefined : all.get(one.parentId)
    }
  }
  return kept
}

function put<T>(map: ReadonlyMap<string, T>, rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> {
  return rows.length === 0 ? map : new Map([...map, ...rows.map((row) => [key(row), row] as const)])
}

function without<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): ReadonlyMap<string, T> {
  if (keys.length === 0) return map
  const left = new Map(map)
  for (const key of keys) left.delete(key)
  return left
}
