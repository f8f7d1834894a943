import { type Clock, expire, isAppError, type Timer, type TimerPurpose, type Write } from '@countersign/core'
import { settledProposal } from '../approvals/settled-proposal.ts'
import type { Committer } from '../commit/committer.ts'
import type { ExecutionRetrier } from '../executions/execution-retrier.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import { type Proposal, postAndWait } from '../executions/letter.ts'

interface FireTimerOptions {
  readonly hosts: Hosts
  readonly committer: Committer
  readonly clock: Clock
  readonly retryExecution: ExecutionRetrier
}

/**
 * Does what a due timer is for, in the turn of its execution, and takes its row away in the same commit. A deadline is an
 * answer like any other: it settles the request only when nobody was faster.
 */
export function createFireTimer({
  hosts,
  committer,
  clock,
  retryExecution,
}: FireTimerOptions): (timer: Timer) => Promise<void> {
  return async (timer) => {
    const taken: Write = { kind: 'timer-disarm', id: timer.id }
    const propose = async (hot: HotExecution) => ({
      proposal:
        timer.purpose.kind === 'new-execution'
          ? await retryExecution(hot, timer.purpose.newExecutionId, taken)
          : proposalOf(timer.purpose, hot, taken, clock.now()),
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

type OwnPurpose = Exclude<TimerPurpose, { readonly kind: 'new-execution' }>

/** What a timer does to its own execution. */
function proposalOf(purpose: OwnPurpose, hot: HotExecution, taken: Write, now: number): Proposal {
  switch (purpose.kind) {
    case 'start':
      return { events: [{ kind: 'start' }], writes: [taken] }
    case 'pause-expires': {
      const request = hot.requests.get(purpose.requestId)
      const decision = request === undefined ? null : expire(request, now)
      if (request === undefined || decision === null) return { events: [], writes: [taken] }
      return settledProposal(request, decision, { writes: [taken] })
    }
    case 'next-round':
      return { events: [{ kind: 'round-due', taskRunId: purpose.taskRunId }], writes: [taken] }
    case 'retry':
      return { events: [{ kind: 'retry-due', taskRunId: purpose.taskRunId }], writes: [taken] }
  }
}
