/** Row of `requests`. */
export interface RequestRow {
  id: string
  tenant: string
  namespace: string
  flow_id: string
  flow_revision: number
  execution_id: string
  task_id: string
  task_run_id: string
  iteration_key: string
  round: number
  status: string
  version: number
  title: string
  instructions: string | null
  form: string
  outcomes: string
  requester: string
  created_at: number
  due_at: number | null
  on_deadline: string | null
  settlement: string | null
}

/** Row of `answers`. */
export interface AnswerRow {
  request_id: string
  idempotency_key: string
  tenant: string
  answer_hash: string
  at: number
  actor_id: string
}

/** Row of `flows`: the head of a flow, with what is searched of its newest revision. */
export interface FlowHeadRow {
  tenant: string
  namespace: string
  id: string
  revision: number
  deleted: number
  description: string | null
  labels: string
}

/** Row of `flow_revisions`. */
export interface FlowRevisionRow {
  tenant: string
  namespace: string
  id: string
  revision: number
  /** JSON of everything but the source. */
  definition: string
  source: string
  updated_at: number
}

/** Row of `kv`. */
export interface KvRow {
  tenant: string
  namespace: string
  key: string
  type: string
  value: string
  revision: number
  description: string | null
  created_at: number
  updated_at: number
  expires_at: number | null
  written_by: string | null
}

/** Row of `secrets`: `key` is the name in capitals. */
export interface SecretRow {
  tenant: string
  namespace: string
  key: string
  name: string
  description: string | null
  /** JSON list of `key` and `value`. */
  tags: string
  sealed: string
  key_id: string
  version: number
  created_at: number
  updated_at: number
}

/** Row of `tokens`. */
export interface TokenRow {
  id: string
  tenant: string
  name: string
  hash: string
  created_by: string
  created_at: number
  expires_at: number | null
  revoked_at: number | null
}

/** What a revocation writes of `tokens`. */
export interface TokenRevocationRow {
  tenant: string
  id: string
  revoked_at: number
}

/** Row of `tenants`. */
export interface TenantRow {
  id: string
  created_at: number
}

/** Row of `owners`: the processes that owned this database. `lease_until` in the past: gone. */
export interface OwnerRow {
  id: string
  host: string
  pid: number
  acquired_at: number
  lease_until: number
}

/** Row of `schema_migrations`. */
export interface MigrationRow {
  number: number
  name: string
  breaking: number
  applied_at: number
}
