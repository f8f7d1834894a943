import { assertNever, type Write } from '@countersign/core'
import type { WriteSession } from '../dialects/write-session.ts'
import { toKvRow, toTokenRow } from '../rows/administration-row.ts'
import { toExecutionRow, toExecutionUpdateRow } from '../rows/execution-row.ts'
import { toMetricRow, toNamespaceFileRow } from '../rows/file-row.ts'
import { toFlowHeadRow, toFlowRevisionRow } from '../rows/flow-row.ts'
import { toAnswerRow, toRequestRow } from '../rows/request-row.ts'
import { toSecretRow } from '../rows/secret-row.ts'
import { toLogRow, toLoopValuesRow, toTaskOutputsRow, toTaskRunRow } from '../rows/task-run-row.ts'
import { toFlowWindowRow, toTriggerEventRow, toTriggerRecordRow, triggerKeyCells } from '../rows/trigger-row.ts'
import { toInboxRow, toJobRow, toTimerRow } from '../rows/work-row.ts'
import type { LogRow } from '../schema/execution-rows.ts'
import type { MetricRow } from '../schema/file-rows.ts'
import type { Removal } from '../schema/table.ts'
import * as tables from '../schema/tables.ts'
import { FLOW_WINDOWS, TRIGGER_EVENTS, TRIGGERS } from '../schema/trigger-tables.ts'
import { createTableChanges } from './table-changes.ts'

/** What a group of units writes, by table. */
export interface WritePlan {
  add(write: Write): void
  /** Writes everything, table by table in a fixed order, so that two writers never wait for each other crosswise. */
  write(session: WriteSession): Promise<void>
}

/** Everything that goes with an execution, unless it is to be kept. Requests, answers and audit events stay. */
const EXECUTION_REMOVALS: readonly Removal[] = [
  ...['execution_inputs', 'task_runs', 'task_outputs', 'loop_values', 'logs', 'metrics', 'jobs', 'timers', 'inbox'].map(
    (table) => ({
      table,
      columns: [{ name: 'execution_id', type: 'text' } as const],
    }),
  ),
  tables.EXECUTIONS.removal,
]

type ExecutionRemoval = Extract<Write, { readonly kind: 'execution-delete' }>

/** Ids of the removed executions of which the rows of a table go. */
function idsToRemove(removed: readonly ExecutionRemoval[], table: string): readonly (readonly [string])[] {
  return removed
    .filter(({ keep = [] }) => !keep.some((name) => name === table))
    .map(({ executionId }) => [executionId] as const)
}

export function createWritePlan(): WritePlan {
  const rows = createRows()
  const logs: { current: LogRow[] } = { current: [] }
  const metrics: { current: MetricRow[] } = { current: [] }
  const removedExecutions: ExecutionRemoval[] = []
  const removedLogs: number[] = []
  const removedTaskRuns: [executionId: string, taskRunId: string][] = []

  const removeExecution = (removal: ExecutionRemoval) => {
    const { executionId: id, keep = [] } = removal
    removedExecutions.push(removal)
    rows.executions.forget((row) => row.id === id)
    for (const table of [rows.inputs, rows.taskRuns, rows.outputs, rows.loopValues, rows.jobs, rows.timers, rows.inbox])
      table.forget((row: { readonly execution_id: string }) => row.execution_id === id)
    if (!keep.includes('logs')) logs.current = logs.current.filter((row) => row.execution_id !== id)
    if (!keep.includes('metrics')) metrics.current = metrics.current.filter((row) => row.execution_id !== id)
  }
  return {
    add: (write) => {
      if (write.kind === 'execution-delete') removeExecution(write)
      else if (write.kind === 'task-run-delete') {
        rows.taskRuns.remove([write.executionId, write.sequence])
        rows.loopValues.forget((row) => row.task_run_id === write.taskRunId)
        removedTaskRuns.push([write.executionId, write.taskRunId])
      } else if (write.kind === 'log-append') logs.current.push(toLogRow(write.row))
      else if (write.kind === 'metric-append') metrics.current.push(toMetricRow(write.row))
      else if (write.kind === 'logs-delete') removedLogs.push(...write.positions)
      else if (!addExecutionWrite(rows, write) && !addTriggerWrite(rows, write)) addRecordWrite(rows, write)
    },
    write: async (session) => {
      const ordered = Object.values(rows)
      const writing: Promise<void>[] = []
      for (const removal of removedExecutions.length > 0 ? EXECUTION_REMOVALS : []) {
        const keys = idsToRemove(removedExecutions, removal.table)
        if (keys.length > 0) writing.push(session.remove(removal, keys))
      }
      if (removedLogs.length > 0)
        writing.push(
          session.remove(
            tables.LOG_REMOVAL,
            removedLogs.map((at) => [at]),
          ),
        )
      if (removedTaskRuns.length > 0) writing.push(session.remove(tables.LOOP_VALUES_OF_TASK_RUN, removedTaskRuns))
      for (const changes of ordered) writing.push(changes.writeRemovals(session))
      for (const changes of ordered) writing.push(changes.writeRows(session))
      if (logs.current.length > 0) writing.push(session.insert(tables.LOGS, logs.current))
      if (metrics.current.length > 0) writing.push(session.insert(tables.METRICS, metrics.current))
      await Promise.all(writing)
    },
  }
}

type Rows = ReturnType<typeof createRows>

/** The order of these members is the order of writing. */
function createRows() {
  return {
    executions: createTableChanges(tables.EXECUTIONS),
    inputs: createTableChanges(tables.EXECUTION_INPUTS),
    taskRuns: createTableChanges(tables.TASK_RUNS),
    outputs: createTableChanges(tables.TASK_OUTPUTS),
    loopValues: createTableChanges(tables.LOOP_VALUES),
    requests: createTableChanges(tables.REQUESTS),
    answers: createTableChanges(tables.ANSWERS),
    jobs: createTableChanges(tables.JOBS),
    timers: createTableChanges(tables.TIMERS),
    inbox: createTableChanges(tables.INBOX),
    flows: createTableChanges(tables.FLOWS),
    flowRevisions: createTableChanges(tables.FLOW_REVISIONS),
    kv: createTableChanges(tables.KV),
    secrets: createTableChanges(tables.SECRETS),
    namespaceFiles: createTableChanges(tables.NAMESPACE_FILES),
    tokens: createTableChanges(tables.TOKENS),
    tokenRevocations: createTableChanges(tables.TOKEN_REVOCATIONS),
    tenants: createTableChanges(tables.TENANTS),
    triggers: createTableChanges(TRIGGERS),
    windows: createTableChanges(FLOW_WINDOWS),
    events: createTableChanges(TRIGGER_EVENTS),
  }
}

type RowWrite = Exclude<
  Write,
  { readonly kind: 'execution-delete' | 'task-run-delete' | 'log-append' | 'logs-delete' | 'metric-append' }
>

type ExecutionWriteKind =
  | 'execution-insert'
  | 'execution-update'
  | 'task-run-insert'
  | 'task-run-update'
  | 'outputs-put'
  | 'outputs-delete'
  | 'loop-values-insert'
  | 'job-add'
  | 'job-remove'
  | 'timer-arm'
  | 'timer-disarm'
  | 'inbox-add'
  | 'inbox-remove'

/** True when the write was one of an execution's own rows. */
function addExecutionWrite(
  rows: Rows,
  write: RowWrite,
): write is Extract<RowWrite, { readonly kind: ExecutionWriteKind }> {
  switch (write.kind) {
    case 'execution-insert': {
      const { row, longInputs } = toExecutionRow(write.row)
      rows.executions.insert(row)
      if (longInputs !== null) rows.inputs.insert({ execution_id: row.id, inputs: longInputs })
      return true
    }
    case 'execution-update':
      rows.executions.update(toExecutionUpdateRow(write.row))
      return true
    case 'task-run-insert':
      rows.taskRuns.insert(toTaskRunRow(write.row))
      return true
    case 'task-run-update':
      rows.taskRuns.update(toTaskRunRow(write.row))
      return true
    case 'outputs-put':
      rows.outputs.put(toTaskOutputsRow(write.row))
      return true
    case 'outputs-delete':
      rows.outputs.remove([write.executionId, write.taskId, write.taskRunId])
      return true
    case 'loop-values-insert':
      rows.loopValues.insert(toLoopValuesRow(write.row))
      return true
    case 'job-add':
      rows.jobs.put(toJobRow(write.row))
      return true
    case 'job-remove':
      rows.jobs.remove([write.taskRunId, write.attempt])
      return true
    case 'timer-arm':
      rows.timers.put(toTimerRow(write.row))
      return true
    case 'timer-disarm':
      rows.timers.remove([write.id])
      return true
    case 'inbox-add':
      rows.inbox.put(toInboxRow(write.row))
      return true
    case 'inbox-remove':
      rows.inbox.remove([write.id])
      return true
    default:
      return false
  }
}

type TriggerWriteKind = 'trigger-put' | 'trigger-remove' | 'window-put' | 'window-remove' | 'event-add' | 'event-remove'

/** True when the write was about triggers. */
function addTriggerWrite(rows: Rows, write: RowWrite): write is Extract<RowWrite, { readonly kind: TriggerWriteKind }> {
  switch (write.kind) {
    case 'trigger-put':
      rows.triggers.put(toTriggerRecordRow(write.row))
      return true
    case 'trigger-remove':
      rows.triggers.remove(triggerKeyCells(write.key))
      return true
    case 'window-put':
      rows.windows.put(toFlowWindowRow(write.row))
      return true
    case 'window-remove':
      rows.windows.remove([...triggerKeyCells(write.key), write.conditionId])
      return true
    case 'event-add':
      rows.events.put(toTriggerEventRow(write.row))
      return true
    case 'event-remove':
      rows.events.remove([write.id])
      return true
    default:
      return false
  }
}

type RecordWrite = Exclude<RowWrite, { readonly kind: ExecutionWriteKind | TriggerWriteKind }>

function addRecordWrite(rows: Rows, write: RecordWrite): void {
  switch (write.kind) {
    case 'request-insert':
      rows.requests.insert(toRequestRow(write.row))
      return
    case 'request-update':
      rows.requests.update(toRequestRow(write.row))
      return
    case 'answer-insert':
      rows.answers.insert(toAnswerRow(write.row))
      return
    case 'flow-save':
      rows.flows.put(toFlowHeadRow(write.row))
      rows.flowRevisions.insert(toFlowRevisionRow(write.row))
      return
    case 'kv-put':
      rows.kv.put(toKvRow(write.row))
      return
    case 'kv-delete':
      rows.kv.remove([write.tenant, write.namespace, write.key])
      return
    case 'secret-put':
      rows.secrets.put(toSecretRow(write.row))
      return
    case 'secret-delete':
      rows.secrets.remove([write.tenant, write.namespace, write.key])
      return
    case 'namespace-file-put':
      rows.namespaceFiles.put(toNamespaceFileRow(write.row))
      return
    case 'namespace-file-delete':
      rows.namespaceFiles.remove([write.tenant, write.namespace, write.path, write.version])
      return
    case 'token-insert':
      rows.tokens.insert(toTokenRow(write.row))
      return
    case 'token-revoke':
      rows.tokenRevocations.update({ tenant: write.tenant, id: write.id, revoked_at: write.at })
      return
    case 'tenant-insert':
      rows.tenants.put({ id: write.id, created_at: write.at })
      return
    default:
      assertNever(write)
  }
}
