import { createHash } from 'node:crypto'
import {
  isTerminated,
  type LogEntry,
  type LogLevel,
  type LoopValues,
  type StoredLog,
  type TaskRun,
  type TaskRunOutputs,
} from '@countersign/core'
import type { LogRow, LoopValuesRow, StoredLogRow, TaskOutputsRow, TaskRunRow } from '../schema/execution-rows.ts'
import { toState } from './execution-row.ts'
import { fromAttemptsText, fromHistoriesText, toAttemptsText, toHistoriesText } from './state-history.ts'
import { fromJson, fromJsonOrNull, toJson, toStoredText, toStoredTextOrNull } from './stored-text.ts'

export function toTaskRunRow(run: TaskRun): TaskRunRow {
  return {
    execution_id: run.executionId,
    sequence: run.sequence,
    id: run.id,
    tenant: run.tenant,
    task_id: run.taskId,
    parent_id: run.parentId,
    iteration_key: run.iterationKey,
    value: toStoredTextOrNull(run.value),
    iteration: run.iteration,
    state: run.state,
    terminated: isTerminated(run.state) ? 1 : 0,
    histories: toHistoriesText(run.histories),
    attempts: toAttemptsText(run.attempts),
    progress: run.progress === null ? null : toJson(run.progress),
    waiting: run.waiting === null ? null : toJson(run.waiting),
  }
}

export function fromTaskRunRow(row: TaskRunRow): TaskRun {
  return {
    tenant: row.tenant,
    id: row.id,
    executionId: row.execution_id,
    taskId: row.task_id,
    parentId: row.parent_id,
    sequence: row.sequence,
    iterationKey: row.iteration_key,
    value: row.value,
    iteration: row.iteration,
    state: toState(row.state),
    histories: fromHistoriesText(row.histories),
    attempts: fromAttemptsText(row.attempts),
    progress: fromJsonOrNull(row.progress),
    waiting: fromJsonOrNull(row.waiting),
  }
}

export function toTaskOutputsRow(outputs: TaskRunOutputs): TaskOutputsRow {
  return {
    execution_id: outputs.executionId,
    task_id: outputs.taskId,
    task_run_id: outputs.taskRunId,
    tenant: outputs.tenant,
    path: outputs.path.length === 0 ? '[]' : toJson(outputs.path),
    path_key: outputs.path.length === 0 ? null : toPathKey(outputs.path),
    outputs: toJson(outputs.outputs),
  }
}

/** Longer paths stand in the index by their hash: no index takes entries of any length. */
const MAX_PATH_KEY = 200

/** Names a path of loop values in an index. */
export function toPathKey(path: readonly string[]): string {
  const text = toJson(path)
  return text.length <= MAX_PATH_KEY ? text : createHash('sha256').update(text).digest('hex')
}

export function toLoopValuesRow(values: LoopValues): LoopValuesRow {
  const { executionId, taskRunId, chunk } = values
  return { execution_id: executionId, task_run_id: taskRunId, chunk, items: toJson(values.values) }
}

export function fromLoopValuesRow(row: LoopValuesRow): LoopValues {
  return { executionId: row.execution_id, taskRunId: row.task_run_id, chunk: row.chunk, values: fromJson(row.items) }
}

export function fromTaskOutputsRow(row: TaskOutputsRow): TaskRunOutputs {
  return {
    tenant: row.tenant,
    executionId: row.execution_id,
    taskRunId: row.task_run_id,
    taskId: row.task_id,
    path: fromJson(row.path),
    outputs: fromJson(row.outputs),
  }
}

export function toLogRow(entry: LogEntry): LogRow {
  return {
    execution_id: entry.executionId,
    tenant: entry.tenant,
    namespace: entry.namespace,
    flow_id: entry.flowId,
    task_id: entry.taskId,
    task_run_id: entry.taskRunId,
    attempt: entry.attempt,
    at: entry.at,
    level: entry.level,
    message: toStoredText(entry.message),
  }
}

export function fromLogRow(row: StoredLogRow): StoredLog {
  return {
    position: row.position,
    tenant: row.tenant,
    executionId: row.execution_id,
    namespace: row.namespace,
    flowId: row.flow_id,
    taskId: row.task_id,
    taskRunId: row.task_run_id,
    attempt: row.attempt,
    at: row.at,
    // The column holds only what was written from a LogLevel.
    level: row.level as LogLevel,
    message: row.message,
  }
}
