import type { AuditBodyRow, AuditEventRow, AuditHeadRow } from './audit-rows.ts'
import type {
  ExecutionInputsRow,
  ExecutionRow,
  InboxRow,
  JobRow,
  LogRow,
  LoopValuesRow,
  TaskOutputsRow,
  TaskRunRow,
  TimerRow,
} from './execution-rows.ts'
import type { MetricRow, NamespaceFileRow } from './file-rows.ts'
import type {
  AnswerRow,
  FlowHeadRow,
  FlowRevisionRow,
  KvRow,
  RequestRow,
  SecretRow,
  TenantRow,
  TokenRevocationRow,
  TokenRow,
} from './record-rows.ts'
import { defineTable, type Removal } from './table.ts'

export const EXECUTIONS = defineTable<ExecutionRow>('executions', {
  columns: {
    id: 'text',
    tenant: 'text',
    namespace: 'text',
    flow_id: 'text',
    flow_revision: 'integer',
    version: 'integer',
    state: 'text',
    terminated: 'integer',
    histories: 'text',
    inputs: 'text',
    outputs: 'text',
    variables: 'text',
    labels: 'text',
    trigger_info: 'text',
    caller_execution_id: 'text',
    parent_execution_id: 'text',
    parent_task_run_id: 'text',
    replay_of: 'text',
    original_id: 'text',
    attempt_number: 'integer',
    created_by: 'text',
    created_at: 'bigint',
    original_created_at: 'bigint',
    ended_at: 'bigint',
    schedule_at: 'bigint',
    kind: 'text',
    breakpoints: 'text',
    progress: 'text',
    next_sequence: 'integer',
    slot_released: 'integer',
    unfinished_turn: 'integer',
  },
  key: ['id'],
  // What an execution is about never changes; writing it again would double the cost of a step.
  fixed: [
    'tenant',
    'namespace',
    'flow_id',
    'inputs',
    'trigger_info',
    'caller_execution_id',
    'parent_execution_id',
    'parent_task_run_id',
    'replay_of',
    'original_id',
    'created_by',
    'created_at',
    'original_created_at',
    'kind',
  ],
})

export const EXECUTION_INPUTS = defineTable<ExecutionInputsRow>('execution_inputs', {
  columns: { execution_id: 'text', inputs: 'text' },
  key: ['execution_id'],
  fixed: 'all',
})

export const TASK_RUNS = defineTable<TaskRunRow>('task_runs', {
  columns: {
    execution_id: 'text',
    sequence: 'integer',
    id: 'text',
    tenant: 'text',
    task_id: 'text',
    parent_id: 'text',
    iteration_key: 'text',
    value: 'text',
    iteration: 'integer',
    state: 'text',
    terminated: 'integer',
    histories: 'text',
    attempts: 'text',
    progress: 'text',
    waiting: 'text',
  },
  key: ['execution_id', 'sequence'],
  fixed: ['id', 'tenant', 'task_id', 'parent_id', 'iteration_key', 'value'],
})

export const TASK_OUTPUTS = defineTable<TaskOutputsRow>('task_outputs', {
  columns: {
    execution_id: 'text',
    task_id: 'text',
    task_run_id: 'text',
    tenant: 'text',
    path: 'text',
    path_key: 'text',
    outputs: 'text',
  },
  key: ['execution_id', 'task_id', 'task_run_id'],
})

export const LOOP_VALUES = defineTable<LoopValuesRow>('loop_values', {
  columns: { execution_id: 'text', task_run_id: 'text', chunk: 'integer', items: 'text' },
  key: ['execution_id', 'task_run_id', 'chunk'],
  fixed: 'all',
})

/** All values of one loop. */
export const LOOP_VALUES_OF_TASK_RUN: Removal = {
  table: 'loop_values',
  columns: [
    { name: 'execution_id', type: 'text' },
    { name: 'task_run_id', type: 'text' },
  ],
}

export const LOGS = defineTable<LogRow>('logs', {
  columns: {
    execution_id: 'text',
    tenant: 'text',
    namespace: 'text',
    flow_id: 'text',
    task_id: 'text',
    task_run_id: 'text',
    attempt: 'integer',
    at: 'bigint',
    level: 'text',
    message: 'text',
  },
  key: [],
  fixed: 'all',
})

/** Removes single log lines. */
export const LOG_REMOVAL: Removal = { table: 'logs', columns: [{ name: 'position', type: 'bigint' }] }

export const JOBS = defineTable<JobRow>('jobs', {
  columns: {
    task_run_id: 'text',
    attempt: 'integer',
    execution_id: 'text',
    tenant: 'text',
    kind: 'text',
    owner: 'text',
    created_at: 'bigint',
  },
  key: ['task_run_id', 'attempt'],
})

export const TIMERS = defineTable<TimerRow>('timers', {
  columns: { id: 'text', tenant: 'text', execution_id: 'text', due_at: 'bigint', purpose: 'text' },
  key: ['id'],
})

export const INBOX = defineTable<InboxRow>('inbox', {
  columns: { id: 'text', tenant: 'text', execution_id: 'text', at: 'bigint', news: 'text' },
  key: ['id'],
})

export const REQUESTS = defineTable<RequestRow>('requests', {
  columns: {
    id: 'text',
    tenant: 'text',
    namespace: 'text',
    flow_id: 'text',
    flow_revision: 'integer',
    execution_id: 'text',
    task_id: 'text',
    task_run_id: 'text',
    iteration_key: 'text',
    round: 'integer',
    status: 'text',
    version: 'integer',
    title: 'text',
    instructions: 'text',
    form: 'text',
    outcomes: 'text',
    requester: 'text',
    created_at: 'bigint',
    due_at: 'bigint',
    on_deadline: 'text',
    settlement: 'text',
  },
  key: ['id'],
  fixed: [
    'tenant',
    'namespace',
    'flow_id',
    'execution_id',
    'task_id',
    'task_run_id',
    'iteration_key',
    'round',
    'created_at',
  ],
})

export const ANSWERS = defineTable<AnswerRow>('answers', {
  columns: {
    request_id: 'text',
    idempotency_key: 'text',
    tenant: 'text',
    answer_hash: 'text',
    at: 'bigint',
    actor_id: 'text',
  },
  key: ['request_id', 'idempotency_key'],
  fixed: 'all',
})

export const FLOWS = defineTable<FlowHeadRow>('flows', {
  columns: {
    tenant: 'text',
    namespace: 'text',
    id: 'text',
    revision: 'integer',
    deleted: 'integer',
    description: 'text',
    labels: 'text',
  },
  key: ['tenant', 'namespace', 'id'],
})

export const FLOW_REVISIONS = defineTable<FlowRevisionRow>('flow_revisions', {
  columns: {
    tenant: 'text',
    namespace: 'text',
    id: 'text',
    revision: 'integer',
    definition: 'text',
    source: 'text',
    updated_at: 'bigint',
  },
  key: ['tenant', 'namespace', 'id', 'revision'],
  fixed: 'all',
})

export const KV = defineTable<KvRow>('kv', {
  columns: {
    tenant: 'text',
    namespace: 'text',
    key: 'text',
    type: 'text',
    value: 'text',
    revision: 'integer',
    description: 'text',
    created_at: 'bigint',
    updated_at: 'bigint',
    expires_at: 'bigint',
    written_by: 'text',
  },
  key: ['tenant', 'namespace', 'key'],
})

export const SECRETS = defineTable<SecretRow>('secrets', {
  columns: {
    tenant: 'text',
    namespace: 'text',
    key: 'text',
    name: 'text',
    description: 'text',
    tags: 'text',
    sealed: 'text',
    key_id: 'text',
    version: 'integer',
    created_at: 'bigint',
    updated_at: 'bigint',
  },
  key: ['tenant', 'namespace', 'key'],
})

export const TOKENS = defineTable<TokenRow>('tokens', {
  columns: {
    id: 'text',
    tenant: 'text',
    name: 'text',
    hash: 'text',
    created_by: 'text',
    created_at: 'bigint',
    expires_at: 'bigint',
    revoked_at: 'bigint',
  },
  key: ['id'],
})

/** The one thing that happens to a stored token. */
export const TOKEN_REVOCATIONS = defineTable<TokenRevocationRow>('tokens', {
  columns: { tenant: 'text', id: 'text', revoked_at: 'bigint' },
  key: ['tenant', 'id'],
})

export const TENANTS = defineTable<TenantRow>('tenants', {
  columns: { id: 'text', created_at: 'bigint' },
  key: ['id'],
  fixed: 'all',
})

export const AUDIT_EVENTS = defineTable<AuditEventRow>('audit_events', {
  columns: {
    tenant: 'text',
    seq: 'bigint',
    at: 'bigint',
    actor_kind: 'text',
    actor_id: 'text',
    actor_name: 'text',
    action: 'text',
    target_kind: 'text',
    target_id: 'text',
    target_namespace: 'text',
    request_id: 'text',
    body_hash: 'text',
    prev_hash: 'text',
    hash: 'text',
  },
  key: ['tenant', 'seq'],
  fixed: 'all',
})

export const AUDIT_BODIES = defineTable<AuditBodyRow>('audit_bodies', {
  columns: { tenant: 'text', seq: 'bigint', body: 'text' },
  key: ['tenant', 'seq'],
  fixed: 'all',
})

export const AUDIT_HEADS = defineTable<AuditHeadRow>('audit_heads', {
  columns: { tenant: 'text', seq: 'bigint', hash: 'text' },
  key: ['tenant'],
})

export const NAMESPACE_FILES = defineTable<NamespaceFileRow>('namespace_files', {
  columns: {
    tenant: 'text',
    namespace: 'text',
    path: 'text',
    version: 'integer',
    content: 'text',
    size: 'bigint',
    created_at: 'bigint',
  },
  key: ['tenant', 'namespace', 'path', 'version'],
})

export const METRICS = defineTable<MetricRow>('metrics', {
  columns: {
    execution_id: 'text',
    tenant: 'text',
    namespace: 'text',
    flow_id: 'text',
    task_id: 'text',
    task_run_id: 'text',
    name: 'text',
    type: 'text',
    value: 'double precision',
    tags: 'text',
    at: 'bigint',
  },
  key: [],
  fixed: 'all',
})
