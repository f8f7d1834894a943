import { type ChangedHeader, type Clock, type Execution, planLabelChange, planStatusChange } from '@countersign/core'
import type { Caller } from '../../client.ts'
import type { ExecutionOperations } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { Hosts } from './hosts.ts'
import { postAndWait } from './letter.ts'

/** Changes of the header alone: nothing of the execution runs because of them. */
export type HeaderChanger = Pick<ExecutionOperations, 'changeStatus' | 'setLabels'>

interface ChangerOptions {
  readonly hosts: Hosts
  readonly clock: Clock
}

export function createHeaderChanger({ hosts, clock }: ChangerOptions): HeaderChanger {
  function change(
    caller: Caller,
    executionId: string,
    plan: (execution: Execution) => ChangedHeader,
  ): Promise<Execution> {
    return postAndWait(hosts, executionId, async (hot) => {
      assertTenant(hot, caller.tenant, executionId)
      const { id, version } = hot.execution
      const changed = plan(hot.execution)
      if (changed === null) return { proposal: { events: [] }, outcome: hot.execution }
      const row = { ...changed.execution, version: version + 1 }
      const proposal = {
        events: [],
        guards: [{ kind: 'execution-version', executionId: id, version }],
        writes: [{ kind: 'execution-update', row }],
        audit: [changed.audit],
      } as const
      return { proposal, outcome: row }
    })
  }

  return {
    changeStatus: (caller, executionId, how) =>
      change(caller, executionId, (execution) => planStatusChange({ ...how, execution, by: caller, now: clock.now() })),
    setLabels: (caller, executionId, labels) =>
      change(caller, executionId, (execution) => planLabelChange({ execution, labels, by: caller, now: clock.now() })),
  }
}
