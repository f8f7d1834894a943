import { type Execution, type ExecutionKind, type ExecutionTrigger, isTerminated, type State } from '@countersign/core'
import type { ExecutionRow } from '../schema/execution-rows.ts'
import { toLabelsText } from './labels-text.ts'
import { fromHistoriesText, toHistoriesText } from './state-history.ts'
import { fromJson, fromJsonOrNull, toJson, toStoredText } from './stored-text.ts'

/** Inputs longer than this stand in a row of their own, so that a turn of the execution does not write them again. */
const MAX_INPUTS_IN_HEADER = 1_024

/** The header's row, and the inputs when they are too long for it. */
export function toExecutionRow(execution: Execution): {
  readonly row: ExecutionRow
  readonly longInputs: string | null
} {
  const inputs = toJson(execution.inputs)
  const long = inputs.length > MAX_INPUTS_IN_HEADER
  return { row: toHeader(execution, long ? null : inputs), longInputs: long ? inputs : null }
}

/** The row of an update: fixed columns are not written, so the inputs are not turned into text again. */
export function toExecutionUpdateRow(execution: Execution): ExecutionRow {
  return toHeader(execution, null)
}

function toHeader(execution: Execution, inputs: string | null): ExecutionRow {
  return {
    id: execution.id,
    tenant: execution.tenant,
    namespace: execution.namespace,
    flow_id: execution.flowId,
    flow_revision: execution.flowRevision,
    version: execution.version,
    state: execution.state,
    terminated: isTerminated(execution.state) ? 1 : 0,
    histories: toHistoriesText(execution.histories),
    inputs,
    outputs: execution.outputs === null ? null : toJson(execution.outputs),
    variables: toJson(execution.variables),
    labels: toLabelsText(execution.labels),
    trigger_info: execution.trigger === null ? null : toJson(execution.trigger),
    caller_execution_id: callerOf(execution),
    parent_execution_id: execution.parent?.executionId ?? null,
    parent_task_run_id: execution.parent?.taskRunId ?? null,
    replay_of: execution.replayOf,
    original_id: execution.originalId,
    attempt_number: execution.attemptNumber,
    created_by: toJson(execution.createdBy),
    created_at: execution.createdAt,
    original_created_at: execution.originalCreatedAt,
    ended_at: execution.endedAt,
    schedule_at: execution.scheduleAt,
    kind: toKindColumn(execution.kind),
    breakpoints: execution.breakpoints.length === 0 ? null : toJson(execution.breakpoints.map((one) => ({ ...one }))),
    progress: toJson(execution.progress),
    next_sequence: execution.nextSequence,
    slot_released: execution.slotReleased ? 1 : 0,
    unfinished_turn: execution.unfinishedTurn ? 1 : 0,
  }
}

/** `long_inputs` is the cell joined from `execution_inputs`. */
export function fromExecutionRow(row: ExecutionRow & { readonly long_inputs: string | null }): Execution {
  return {
    tenant: row.tenant,
    id: row.id,
    namespace: row.namespace,
    flowId: row.flow_id,
    flowRevision: row.flow_revision,
    version: row.version,
    state: toState(row.state),
    histories: fromHistoriesText(row.histories),
    inputs: fromJson(row.inputs ?? row.long_inputs ?? '{}'),
    outputs: fromJsonOrNull(row.outputs),
    variables: fromJson(row.variables),
    labels: fromJson(row.labels),
    trigger: fromJsonOrNull(row.trigger_info),
    parent: parentOf(row),
    replayOf: row.replay_of,
    originalId: row.original_id,
    attemptNumber: row.attempt_number,
    createdBy: fromJson(row.created_by),
    createdAt: row.created_at,
    originalCreatedAt: row.original_created_at,
    endedAt: row.ended_at,
    scheduleAt: row.schedule_at,
    kind: toKind(row.kind),
    breakpoints: fromJsonOrNull(row.breakpoints) ?? [],
    progress: fromJson(row.progress),
    nextSequence: row.next_sequence,
    slotReleased: row.slot_released === 1,
    unfinishedTurn: row.unfinished_turn === 1,
  }
}

/** A state column holds only what was written from a `State`. */
export function toState(text: string): State {
  return text as State
}

/** Most executions are NORMAL, and have nothing in the column. */
export function toKindColumn(kind: ExecutionKind): string | null {
  return kind === 'NORMAL' ? null : kind
}

/** The column holds only what was written from an `ExecutionKind`. */
function toKind(text: string | null): ExecutionKind {
  return text === null ? 'NORMAL' : (text as ExecutionKind)
}

/** A Subflow names itself in the trigger of the execution that it starts, whether it waits for it or not. */
function callerOf({
  trigger,
  parent,
}: {
  trigger: ExecutionTrigger | null
  parent: Execution['parent']
}): string | null {
  const named = trigger?.variables.executionId
  if (typeof named === 'string') return toStoredText(named)
  return parent?.executionId ?? null
}

function parentOf(row: ExecutionRow): Execution['parent'] {
  if (row.parent_execution_id === null || row.parent_task_run_id === null) return null
  return { executionId: row.parent_execution_id, taskRunId: row.parent_task_run_id }
}
