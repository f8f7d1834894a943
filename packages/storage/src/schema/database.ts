import type { AuditBodyRow, AuditEventRow, AuditHeadRow } from './audit-rows.ts'
import type {
  ExecutionInputsRow,
  ExecutionRow,
  InboxRow,
  JobRow,
  LoopValuesRow,
  StoredLogRow,
  TaskOutputsRow,
  TaskRunRow,
  TimerRow,
} from './execution-rows.ts'
import type { NamespaceFileRow, StoredMetricRow } from './file-rows.ts'
import type {
  AnswerRow,
  FlowHeadRow,
  FlowRevisionRow,
  KvRow,
  MigrationRow,
  OwnerRow,
  RequestRow,
  SecretRow,
  TenantRow,
  TokenRow,
} from './record-rows.ts'
import type { FlowWindowRow, TriggerEventRow, TriggerRecordRow } from './trigger-rows.ts'

/**
 * All tables of the stores by name. The tables of Better Auth (`user`, `session`, `account`, `verification`) are in the same
 * database; that library writes its own queries for them.
 */
export interface Database {
  executions: ExecutionRow
  execution_inputs: ExecutionInputsRow
  task_runs: TaskRunRow
  task_outputs: TaskOutputsRow
  loop_values: LoopValuesRow
  logs: StoredLogRow
  jobs: JobRow
  timers: TimerRow
  inbox: InboxRow
  requests: RequestRow
  answers: AnswerRow
  flows: FlowHeadRow
  flow_revisions: FlowRevisionRow
  kv: KvRow
  secrets: SecretRow
  namespace_files: NamespaceFileRow
  metrics: StoredMetricRow
  tokens: TokenRow
  tenants: TenantRow
  owners: OwnerRow
  audit_events: AuditEventRow
  audit_bodies: AuditBodyRow
  audit_heads: AuditHeadRow
  schema_migrations: MigrationRow
  triggers: TriggerRecordRow
  windows: FlowWindowRow
  trigger_events: TriggerEventRow
}
