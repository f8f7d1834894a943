import {
  AppError,
  type AuditDraft,
  type Clock,
  type Execution,
  type ExecutionEvent,
  type ExecutionStore,
  isTerminated,
} from '@countersign/core'
import type { Caller } from '../../client.ts'
import type { ExecutionOperations } from '../../client-operations.ts'
import type { Decisions } from '../approvals/decisions.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { Hosts } from './hosts.ts'
import type { HotExecution } from './hot-execution.ts'
import { postAndWait } from './letter.ts'

interface ForceRunnerOptions {
  readonly executions: Pick<ExecutionStore, 'find'>
  readonly hosts: Hosts
  readonly decisions: Decisions
  readonly clock: Clock
}

/** See `ExecutionOperations.forceRun`. A gate is passed by an answer like any other, without a form (observed: pa-forcerun). */
export function createForceRunner({
  executions,
  hosts,
  decisions,
  clock,
}: ForceRunnerOptions): ExecutionOperations['forceRun'] {
  return async (caller, executionId, { reason } = {}) => {
    const found = await hosts.read(executionId)
    assertTenant(found, caller.tenant, executionId)
    const draft = forceDraft(found.execution, caller, clock.now(), reason)
    if (found.requests.size > 0) await decisions.decide(caller, { address: { executionId }, inputs: null }, [draft])
    else {
      await postAndWait(hosts, executionId, async (hot) => {
        assertTenant(hot, caller.tenant, executionId)
        return { proposal: { events: [nudge(hot, caller)], audit: [draft] }, outcome: undefined }
      })
    }
    const after = await executions.find(caller.tenant, executionId)
    if (after === null) throw new AppError('EXECUTION_NOT_FOUND', `There is no execution ${executionId}`)
    return after
  }
}

/** What makes an execution go on that waits for nobody's answer. @throws AppError EXECUTION_ENDED */
function nudge({ execution: { id, state } }: HotExecution, { actor, origin }: Caller): ExecutionEvent {
  if (isTerminated(state)) {
    throw new AppError('EXECUTION_ENDED', `Execution ${id} has ended in ${state}; restart or replay it instead`)
  }
  if (state === 'CREATED') return { kind: 'start' }
  if (state === 'BREAKPOINT') return { kind: 'leave-breakpoint', actor, origin }
  if (state === 'QUEUED') return { kind: 'dequeued' }
  return state === 'PAUSED' ? { kind: 'end-pause', actor, origin } : { kind: 'continue' }
}

function forceDraft(execution: Execution, { actor, origin }: Caller, at: number, reason?: string): AuditDraft {
  const { tenant, id, namespace, flowId, state } = execution
  return {
    tenant,
    at,
    actor,
    action: 'execution.force_run',
    target: { kind: 'execution', id, namespace },
    origin,
    body: { flowId, stateBefore: state, ...(reason === undefined ? {} : { reason }) },
  }
}
