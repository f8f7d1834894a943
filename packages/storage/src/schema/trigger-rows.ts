/** Row of `triggers`: what is remembered of a trigger that is looked at by time. */
export interface TriggerRecordRow {
  tenant: string
  namespace: string
  flow_id: string
  trigger_id: string
  version: number
  type: string
  definition: string
  flow_revision: number
  date: number
  next_at: number | null
  /** `next_at` unless something holds the trigger back; for the index. */
  due_at: number | null
  execution_id: string | null
  evaluation_owner: string | null
  evaluation_since: number | null
  disabled: number
  dormant: number
  stop_after: string
  backfill: string | null
  updated_at: number
}

/** Row of `windows`. */
export interface FlowWindowRow {
  tenant: string
  namespace: string
  flow_id: string
  trigger_id: string
  condition_id: string
  version: number
  starts_at: number
  ends_at: number
  results: string
}

/** Row of `trigger_events`. */
export interface TriggerEventRow {
  id: string
  tenant: string
  execution_id: string
  namespace: string
  flow_id: string
  state: string
  at: number
  release: string | null
}
