import {
  dueAt,
  type FlowWindow,
  type State,
  type TriggerEvent,
  type TriggerKey,
  type TriggerRow,
} from '@countersign/core'
import type { FlowWindowRow, TriggerEventRow, TriggerRecordRow } from '../schema/trigger-rows.ts'
import { fromJson, fromJsonOrNull, toJson, toStoredText } from './stored-text.ts'

/** Cells of a key in the order of the table's key. */
export function triggerKeyCells({ tenant, namespace, flowId, triggerId }: TriggerKey): readonly string[] {
  return [tenant, namespace, flowId, triggerId]
}

export function toTriggerRecordRow(row: TriggerRow): TriggerRecordRow {
  return {
    tenant: row.tenant,
    namespace: row.namespace,
    flow_id: row.flowId,
    trigger_id: row.triggerId,
    version: row.version,
    type: row.type,
    definition: toStoredText(row.definition),
    flow_revision: row.flowRevision,
    date: row.date,
    next_at: row.nextAt,
    due_at: dueAt(row),
    execution_id: row.executionId,
    evaluation_owner: row.evaluation?.owner ?? null,
    evaluation_since: row.evaluation?.since ?? null,
    disabled: row.disabled ? 1 : 0,
    dormant: row.dormant ? 1 : 0,
    stop_after: toJson(row.stopAfter),
    backfill: row.backfill === null ? null : toJson(row.backfill),
    updated_at: row.updatedAt,
  }
}

export function fromTriggerRecordRow(row: TriggerRecordRow): TriggerRow {
  const { evaluation_owner: owner, evaluation_since: since } = row
  return {
    tenant: row.tenant,
    namespace: row.namespace,
    flowId: row.flow_id,
    triggerId: row.trigger_id,
    version: row.version,
    type: row.type,
    definition: row.definition,
    flowRevision: row.flow_revision,
    date: row.date,
    nextAt: row.next_at,
    executionId: row.execution_id,
    evaluation: owner === null || since === null ? null : { owner, since },
    disabled: row.disabled === 1,
    dormant: row.dormant === 1,
    stopAfter: fromJson(row.stop_after),
    backfill: fromJsonOrNull(row.backfill),
    updatedAt: row.updated_at,
  }
}

export function toFlowWindowRow(window: FlowWindow): FlowWindowRow {
  return {
    tenant: window.tenant,
    namespace: window.namespace,
    flow_id: window.flowId,
    trigger_id: window.triggerId,
    condition_id: window.conditionId,
    version: window.version,
    starts_at: window.start,
    ends_at: window.end,
    results: toJson(window.results),
  }
}

export function fromFlowWindowRow(row: FlowWindowRow): FlowWindow {
  return {
    tenant: row.tenant,
    namespace: row.namespace,
    flowId: row.flow_id,
    triggerId: row.trigger_id,
    conditionId: row.condition_id,
    version: row.version,
    start: row.starts_at,
    end: row.ends_at,
    results: fromJson(row.results),
  }
}

export function toTriggerEventRow(event: TriggerEvent): TriggerEventRow {
  return {
    id: event.id,
    tenant: event.tenant,
    execution_id: event.executionId,
    namespace: event.namespace,
    flow_id: event.flowId,
    state: event.state,
    at: event.at,
    release: event.release,
  }
}

export function fromTriggerEventRow(row: TriggerEventRow): TriggerEvent {
  return {
    tenant: row.tenant,
    id: row.id,
    executionId: row.execution_id,
    namespace: row.namespace,
    flowId: row.flow_id,
    // The column holds only what was written from a State.
    state: row.state as State,
    at: row.at,
    release: row.release,
  }
}
