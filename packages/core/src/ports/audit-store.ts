import type { AuditAction, AuditEvent } from '../audit/event.ts'

export interface AuditSearch {
  readonly action?: AuditAction
  readonly targetKind?: string
  readonly targetId?: string
  readonly actorId?: string
  readonly from?: number
  readonly to?: number
}

/** The audit log of a tenant. Appending happens in `CommitStore` alone. */
export interface AuditStore {
  tenants(): Promise<readonly string[]>
  /** In order of `seq`, from `afterSeq` (exclusive), at most `limit`. */
  read(tenant: string, afterSeq: number, limit: number): Promise<readonly AuditEvent[]>
  /** Newest first, before `beforeSeq` (exclusive; null = from the end). */
  search(tenant: string, search: AuditSearch, beforeSeq: number | null, limit: number): Promise<readonly AuditEvent[]>
  /** The last sealed `seq` and hash; seq 0 when the log is empty. */
  head(tenant: string): Promise<{ readonly seq: number; readonly hash: string }>
}
