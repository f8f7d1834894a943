import {
  type Clock,
  type ExecutionEvent,
  type ExecutionStore,
  isAppError,
  isTerminated,
  SYSTEM_ACTOR,
  type TaskRun,
} from '@countersign/core'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import type { Proposal } from '../executions/letter.ts'
import { proposeRestart } from '../executions/restarter.ts'
import type { ChildSeat } from './child-seat.ts'

interface RestartChildOptions {
  readonly hosts: Hosts
  readonly executions: Pick<ExecutionStore, 'taskRuns' | 'outputs' | 'loopValues'>
  readonly clock: Clock
  readonly owner: string
}

/**
 * Restarts the failed child of a Subflow that was restarted, in the commit in which its parent takes the news (observed:
 * sf-restart). A child that somebody restarted before is waited for, or its end is taken over; one that cannot be restarted fails
 * the Subflow again.
 */
export async function restartChild(
  options: RestartChildOptions,
  parent: HotExecution,
  run: TaskRun,
  seat: ChildSeat,
): Promise<Proposal> {
  const { hosts } = options
  if (!seat.isFree(parent)) return { events: [] }
  const child = await hosts.read(seat.childId)
  if (child === null) return { events: [] }
  const { id: childId, namespace, flowId, state, outputs } = child.execution
  const started: ExecutionEvent = { kind: 'child-started', taskRunId: run.id, childId, namespace, flowId }
  if (!isTerminated(state)) return { events: [started] }
  if (state === 'SUCCESS' || state === 'WARNING') {
    return { events: [started, { kind: 'child-ended', taskRunId: run.id, childId, state, outputs }] }
  }
  try {
    const origin = { door: 'flow' } as const
    const { proposal } = await proposeRestart(options, child, { actor: SYSTEM_ACTOR, origin })
    return {
      ...proposal,
      events: [started],
      committed() {
        // Its host may hold the state from before.
        hosts.forget(childId)
        hosts.resume(childId)
      },
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    const message = `\`${run.taskId}\` cannot restart its execution ${childId}: ${error.message}`
    return { events: [{ kind: 'child-refused', taskRunId: run.id, childId, message }] }
  }
}
