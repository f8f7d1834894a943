import type { ApprovalStore } from './approval-store.ts'
import type { AuditStore } from './audit-store.ts'
import type { CommitStore } from './commit.ts'
import type { ExecutionStore, WorkStore } from './execution-store.ts'
import type { FlowStore } from './flow-store.ts'
import type { KvStore } from './kv-store.ts'
import type { MetricStore } from './metric-store.ts'
import type { NamespaceFileStore } from './namespace-file-store.ts'
import type { OwnerStore } from './owner.ts'
import type { SecretStore } from './secret-store.ts'
import type { TenantStore, TokenStore } from './token-store.ts'
import type { TriggerStore } from './trigger-store.ts'

/** All stores over one database. */
export interface Storage {
  readonly commits: CommitStore
  readonly flows: FlowStore
  readonly executions: ExecutionStore
  readonly work: WorkStore
  readonly approvals: ApprovalStore
  readonly audit: AuditStore
  readonly kv: KvStore
  readonly secrets: SecretStore
  readonly namespaceFiles: NamespaceFileStore
  readonly metrics: MetricStore
  readonly tokens: TokenStore
  readonly tenants: TenantStore
  readonly owners: OwnerStore
  readonly triggers: TriggerStore
  close(): Promise<void>
}
