import type { FlowWindow, TriggerEvent, TriggerKey, TriggerRow } from '../trigger/trigger-row.ts'
import type { Page, PageQuery, TextFilter } from './page.ts'

export interface TriggerSearch {
  /** Free text in namespace, flow id and trigger id. */
  readonly text?: string
  readonly namespace?: readonly TextFilter[]
  readonly flowId?: readonly TextFilter[]
  readonly triggerId?: readonly TextFilter[]
  /** The owner of a look that is going on. */
  readonly owner?: readonly TextFilter[]
}

/** Rows of triggers, records of Flow triggers, and what happened that triggers have not dealt with yet. Writing goes through `CommitStore`. */
export interface TriggerStore {
  find(key: TriggerKey): Promise<TriggerRow | null>
  /** In the order of their ids. */
  ofFlow(tenant: string, namespace: string, flowId: string): Promise<readonly TriggerRow[]>
  search(tenant: string, search: TriggerSearch, page: PageQuery): Promise<Page<TriggerRow>>
  /** Due at or before `now`, in due order. */
  due(now: number, limit: number): Promise<readonly TriggerRow[]>
  /** When the next trigger is due, or null. */
  nextDueAt(): Promise<number | null>
  /** The rows of all tenants, for the start of the engine. */
  all(): Promise<readonly TriggerRow[]>
  /** Records of the Flow triggers of a flow. */
  windows(tenant: string, namespace: string, flowId: string): Promise<readonly FlowWindow[]>
  /** Oldest first. */
  events(limit: number): Promise<readonly TriggerEvent[]>
}
