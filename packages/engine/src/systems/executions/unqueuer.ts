import { AppError, type AuditDraft, type Clock, type ExecutionEvent, type ExecutionStore } from '@countersign/core'
import type { ExecutionOperations } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { Hosts } from './hosts.ts'
import { postAndWait } from './letter.ts'

interface UnqueuerOptions {
  readonly hosts: Hosts
  readonly executions: Pick<ExecutionStore, 'find'>
  readonly clock: Clock
}

/** See `ExecutionOperations.unqueue`. A free slot and a person contend for the execution: whoever comes second finds it running. */
export function createUnqueuer({ hosts, executions, clock }: UnqueuerOptions): ExecutionOperations['unqueue'] {
  return async (caller, executionId, { state = 'RUNNING', reason } = {}) => {
    const { tenant, actor, origin } = caller
    await postAndWait(hosts, executionId, async (hot) => {
      assertTenant(hot, tenant, executionId)
      const { id, namespace, flowId, state: before } = hot.execution
      if (before !== 'QUEUED') {
        const text = `Only QUEUED execution can be unqueued: ${executionId} is ${before}`
        throw new AppError('EXECUTION_NOT_QUEUED', text)
      }
      const event: ExecutionEvent = state === 'RUNNING' ? { kind: 'dequeued' } : { kind: 'dequeued-to-end', state }
      const draft: AuditDraft = {
        tenant,
        at: clock.now(),
        actor,
        action: 'execution.unqueued',
        target: { kind: 'execution', id, namespace },
        origin,
        body: { flowId, state, ...(reason === undefined ? {} : { reason }) },
      }
      return { proposal: { events: [event], audit: [draft] }, outcome: undefined }
    })
    const after = await executions.find(tenant, executionId)
    if (after === null) throw new AppError('EXECUTION_NOT_FOUND', `There is no execution ${executionId}`)
    return after
  }
}
