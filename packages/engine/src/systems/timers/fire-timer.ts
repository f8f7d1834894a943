import { type Clock, expire, isAppError, type Timer, type Write } from '@countersign/core'
import { settledProposal } from '../approvals/settled-proposal.ts'
import type { Committer } from '../commit/committer.ts'
import type { ExecutionRetrier } from '../executions/execution-retrier.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import { type Proposal, postAndWait } from '../executions/letter.ts'
import type { Slots } from '../executions/slots.ts'

interface FireTimerOptions {
  readonly hosts: Hosts
  readonly committer: Committer
  readonly clock: Clock
  readonly retryExecution: ExecutionRetrier
  readonly slots: Slots
}

/**
 * Does what a due timer is for, in the turn of its execution, and takes its row away in the same commit. A deadline is an
 * answer like any other: it settles the request only when nobody was faster.
 */
export function createFireTimer(options: FireTimerOptions): (timer: Timer) => Promise<void> {
  const { hosts, committer } = options
  return async (timer) => {
    const taken: Write = { kind: 'timer-disarm', id: timer.id }
    const propose = async (hot: HotExecution) => ({
      proposal: await proposalOf(options, timer, hot, taken),
      outcome: null,
    })
    try {
      await postAndWait(hosts, timer.executionId, propose)
    } catch (error) {
      if (!isAppError(error) || error.code !== 'EXECUTION_NOT_FOUND') throw error
      await committer.commit({ guards: [], writes: [taken], audit: [] })
    }
  }
}

/** What a timer does to its execution. */
async function proposalOf(
  { slots, clock, retryExecution }: FireTimerOptions,
  { purpose }: Timer,
  hot: HotExecution,
  taken: Write,
): Promise<Proposal> {
  switch (purpose.kind) {
    case 'start': {
      // It was forced to run, or ended, before its time.
      if (hot.execution.state !== 'CREATED') return { events: [], writes: [taken] }
      const refusal = await slots.admit(hot.execution, hot.plan.flow)
      return { events: [{ kind: 'start', ...(refusal === undefined ? {} : { refusal }) }], writes: [taken] }
    }
    case 'pause-expires': {
      const request = hot.requests.get(purpose.requestId)
      const decision = request === undefined ? null : expire(request, clock.now())
      if (request === undefined || decision === null) return { events: [], writes: [taken] }
      return settledProposal(request, decision, { writes: [taken] })
    }
    case 'next-round':
      return { events: [{ kind: 'round-due', taskRunId: purpose.taskRunId }], writes: [taken] }
    case 'retry':
      return { events: [{ kind: 'retry-due', taskRunId: purpose.taskRunId }], writes: [taken] }
    case 'sla':
      return { events: [{ kind: 'sla-expired', slaId: purpose.slaId }], writes: [taken] }
    case 'new-execution':
      return retryExecution(hot, purpose.newExecutionId, taken)
  }
}
