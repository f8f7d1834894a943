/** Row of `audit_events`: sealed headers, never changed and never removed (triggers refuse it). */
export interface AuditEventRow {
  tenant: string
  seq: number
  at: number
  actor_kind: string
  actor_id: string
  actor_name: string
  action: string
  target_kind: string
  target_id: string
  target_namespace: string | null
  request_id: string | null
  body_hash: string
  prev_hash: string
  hash: string
}

/** Row of `audit_bodies`: erased by removing the row. */
export interface AuditBodyRow {
  tenant: string
  seq: number
  body: string
}

/** Row of `audit_heads`: the last link of each tenant's chain. */
export interface AuditHeadRow {
  tenant: string
  seq: number
  hash: string
}
