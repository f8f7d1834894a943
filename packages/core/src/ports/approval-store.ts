import type { ApprovalRequest, RequestStatus, StoredAnswer } from '../approval/request.ts'
import type { CursorPage, CursorQuery } from './page.ts'

export interface ApprovalSearch {
  readonly statuses?: readonly RequestStatus[]
  readonly namespacePrefix?: string
  readonly flowId?: string
  readonly executionId?: string
  readonly text?: string
}

/** Approval requests. Writing goes through `CommitStore`. */
export interface ApprovalStore {
  find(tenant: string, id: string): Promise<ApprovalRequest | null>
  /** Open requests of an execution in task-run order: the first one is what Kestra's resume answers. */
  openOf(executionId: string): Promise<readonly ApprovalRequest[]>
  /** Every request of an execution, oldest first. */
  ofExecution(tenant: string, executionId: string): Promise<readonly ApprovalRequest[]>
  /** Newest first. */
  search(tenant: string, search: ApprovalSearch, query: CursorQuery): Promise<CursorPage<ApprovalRequest>>
  count(tenant: string, search: ApprovalSearch): Promise<number>
  answer(requestId: string, idempotencyKey: string): Promise<StoredAnswer | null>
}
