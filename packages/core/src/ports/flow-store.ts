import type { Flow } from '../flow/flow.ts'
import type { Page, PageQuery, TextFilter } from './page.ts'

export interface FlowSearch {
  /** Free text in id, namespace and description. */
  readonly text?: string
  readonly namespace?: readonly TextFilter[]
  readonly flowId?: readonly TextFilter[]
  readonly labels?: readonly { readonly key: string; readonly value: string; readonly negated: boolean }[]
}

/** Flows with all their revisions. Writing goes through `CommitStore` (`flow-save`). */
export interface FlowStore {
  /** The newest revision, or `revision`; a deleted newest revision is null unless `allowDeleted`. */
  find(
    tenant: string,
    namespace: string,
    id: string,
    options?: { readonly revision?: number; readonly allowDeleted?: boolean },
  ): Promise<Flow | null>
  /** Oldest first. */
  revisions(tenant: string, namespace: string, id: string): Promise<readonly Flow[]>
  /** Newest revisions of flows that are not deleted. */
  search(tenant: string, search: FlowSearch, page: PageQuery): Promise<Page<Flow>>
  namespaces(tenant: string): Promise<readonly string[]>
  /** Newest revisions of the flows of all tenants that have triggers. For the start of the engine. */
  withTriggers(): Promise<readonly Flow[]>
}
