import { AppError } from '@countersign/core'
import type { ExecutionOperations } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { Hosts } from './hosts.ts'
import { postAndWait } from './letter.ts'

/** Pauses by people, of the whole execution; see `ExecutionOperations`. */
export type ManualPauses = Pick<ExecutionOperations, 'pause' | 'endPause'>

export function createManualPauses({ hosts }: { readonly hosts: Hosts }): ManualPauses {
  return {
    pause({ tenant, actor, origin }, executionId) {
      return postAndWait(hosts, executionId, async (hot) => {
        assertTenant(hot, tenant, executionId)
        const { state } = hot.execution
        if (state === 'RUNNING') return { proposal: { events: [{ kind: 'pause', actor, origin }] }, outcome: undefined }
        throw new AppError('EXECUTION_NOT_RUNNING', `The execution is not running: ${executionId} is ${state}`)
      })
    },
    endPause({ tenant, actor, origin }, executionId) {
      return postAndWait(hosts, executionId, async (hot) => {
        assertTenant(hot, tenant, executionId)
        const isPausedByPerson = hot.execution.state === 'PAUSED' && hot.requests.size === 0
        if (!isPausedByPerson) return { proposal: { events: [] }, outcome: false }
        return { proposal: { events: [{ kind: 'end-pause', actor, origin }] }, outcome: true }
      })
    },
  }
}
