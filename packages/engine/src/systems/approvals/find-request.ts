import {
  AppError,
  type ApprovalRequest,
  type ApprovalStore,
  type ExecutionStore,
  isTerminated,
} from '@countersign/core'
import type { RequestAddress } from '../../client.ts'
import type { HotExecution } from '../executions/hot-execution.ts'

interface FindRequestOptions {
  readonly approvals: Pick<ApprovalStore, 'find' | 'openOf' | 'ofExecution'>
  readonly executions: Pick<ExecutionStore, 'find'>
}

/**
 * The request that an answer is for, open or not. Addressed by its execution, it is the first open one in task-run order
 * (Kestra's resume), or else the one that was settled last: whoever is late learns who was faster.
 *
 * @throws AppError APPROVAL_NOT_FOUND, EXECUTION_NOT_FOUND, EXECUTION_NOT_PAUSED
 */
export async function findRequest(
  { approvals, executions }: FindRequestOptions,
  tenant: string,
  address: RequestAddress,
): Promise<ApprovalRequest> {
  if ('requestId' in address) {
    const request = await approvals.find(tenant, address.requestId)
    if (request !== null) return request
    throw new AppError('APPROVAL_NOT_FOUND', `There is no approval request ${address.requestId}`)
  }
  const execution = await executions.find(tenant, address.executionId)
  if (execution === null) throw new AppError('EXECUTION_NOT_FOUND', `There is no execution ${address.executionId}`)
  const wanted = (request: ApprovalRequest) =>
    address.taskRunId === undefined || request.taskRunId === address.taskRunId
  const open = (await approvals.openOf(execution.id)).find(wanted)
  if (open !== undefined) return open
  const settled = lastSettled((await approvals.ofExecution(tenant, execution.id)).filter(wanted))
  if (settled !== undefined) return settled
  const state = isTerminated(execution.state) ? `has ended in ${execution.state}` : `is ${execution.state}`
  throw new AppError('EXECUTION_NOT_PAUSED', `Execution ${execution.id} ${state}; nothing of it waits for an answer`)
}

/** The open request of the address as the execution stands now; undefined when it is settled by now. */
export function openRequestOf(
  hot: HotExecution,
  address: RequestAddress,
  found: ApprovalRequest,
): ApprovalRequest | undefined {
  if ('requestId' in address || address.taskRunId !== undefined) return hot.requests.get(found.id)
  const sequence = (request: ApprovalRequest) => hot.findTaskRun(request.taskRunId)?.sequence ?? 0
  return [...hot.requests.values()].sort((a, b) => sequence(a) - sequence(b))[0]
}

function lastSettled(requests: readonly ApprovalRequest[]): ApprovalRequest | undefined {
  return [...requests].sort((a, b) => (b.settlement?.at ?? 0) - (a.settlement?.at ?? 0))[0]
}
