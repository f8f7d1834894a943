import { defineTable } from './table.ts'
import type { FlowWindowRow, TriggerEventRow, TriggerRecordRow } from './trigger-rows.ts'

export const TRIGGERS = defineTable<TriggerRecordRow>('triggers', {
  columns: {
    tenant: 'text',
    namespace: 'text',
    flow_id: 'text',
    trigger_id: 'text',
    version: 'integer',
    type: 'text',
    definition: 'text',
    flow_revision: 'integer',
    date: 'bigint',
    next_at: 'bigint',
    due_at: 'bigint',
    execution_id: 'text',
    evaluation_owner: 'text',
    evaluation_since: 'bigint',
    disabled: 'integer',
    dormant: 'integer',
    stop_after: 'text',
    backfill: 'text',
    updated_at: 'bigint',
  },
  key: ['tenant', 'namespace', 'flow_id', 'trigger_id'],
})

export const FLOW_WINDOWS = defineTable<FlowWindowRow>('windows', {
  columns: {
    tenant: 'text',
    namespace: 'text',
    flow_id: 'text',
    trigger_id: 'text',
    condition_id: 'text',
    version: 'integer',
    starts_at: 'bigint',
    ends_at: 'bigint',
    results: 'text',
  },
  key: ['tenant', 'namespace', 'flow_id', 'trigger_id', 'condition_id'],
})

export const TRIGGER_EVENTS = defineTable<TriggerEventRow>('trigger_events', {
  columns: {
    id: 'text',
    tenant: 'text',
    execution_id: 'text',
    namespace: 'text',
    flow_id: 'text',
    state: 'text',
    at: 'bigint',
    release: 'text',
  },
  key: ['id'],
  fixed: 'all',
})
