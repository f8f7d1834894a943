import { AppError, type ApprovalRequest, type ApprovalStore, isTerminated } from '@countersign/core'
import type { RequestAddress } from '../../client.ts'
import type { HotExecution } from '../executions/hot-execution.ts'

/**
 * The open request of an address, as the execution stands now. Addressed by its execution it is the first one in task-run
 * order (Kestra's resume).
 */
export function openRequestOf(hot: HotExecution, address: RequestAddress): ApprovalRequest | undefined {
  if ('requestId' in address) return hot.requests.get(address.requestId)
  const { taskRunId } = address
  const sequence = (request: ApprovalRequest) => hot.findTaskRun(request.taskRunId)?.sequence ?? 0
  return [...hot.requests.values()]
    .filter((request) => taskRunId === undefined || request.taskRunId === taskRunId)
    .sort((a, b) => sequence(a) - sequence(b))[0]
}

/**
 * The request of an address of which nothing is open: the one that was settled last, so that whoever is late learns who was
 * faster.
 *
 * @throws AppError APPROVAL_NOT_FOUND, EXECUTION_NOT_PAUSED
 */
export async function settledRequestOf(
  approvals: Pick<ApprovalStore, 'find' | 'ofExecution'>,
  hot: HotExecution,
  address: RequestAddress,
): Promise<ApprovalRequest> {
  const { execution } = hot
  if ('requestId' in address) {
    const request = await approvals.find(execution.tenant, address.requestId)
    if (request !== null) return request
    throw requestNotFound(address.requestId)
  }
  const { taskRunId } = address
  const requests = await approvals.ofExecution(execution.tenant, execution.id)
  const settled = requests
    .filter((request) => taskRunId === undefined || request.taskRunId === taskRunId)
    .sort((a, b) => (b.settlement?.at ?? 0) - (a.settlement?.at ?? 0))[0]
  if (settled !== undefined) return settled
  const state = isTerminated(execution.state) ? `has ended in ${execution.state}` : `is ${execution.state}`
  throw new AppError('EXECUTION_NOT_PAUSED', `Execution ${execution.id} ${state}; nothing of it waits for an answer`)
}

/** The refusal of a request that is not there. */
export function requestNotFound(id: string): AppError {
  return new AppError('APPROVAL_NOT_FOUND', `There is no approval request ${id}`)
}

/** Ids of other tenants are not there for a caller, whatever they name. @throws AppError EXECUTION_NOT_FOUND */
export function assertTenant(hot: HotExecution | null, tenant: string, id: string): asserts hot is HotExecution {
  if (hot !== null && hot.execution.tenant === tenant) return
  throw new AppError('EXECUTION_NOT_FOUND', `There is no execution ${id}`)
}
