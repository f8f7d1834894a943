import type { Plan } from '../execution/plan.ts'
import { isToBeStarted, type State } from '../execution/state.ts'
import type { TaskRun } from '../execution/task-run.ts'
import { PAUSE_TYPE } from '../flow/flowable-rules.ts'
import type { ExecutionRows } from './execution-rows.ts'

/**
 * Gates that were passed in a turn without an answer of their round: one that went on without having asked, or left its wait while
 * its newest request is open. What is behind a gate can only run once it was passed, so nothing runs there unanswered.
 */
export function passedGateViolations({
  plan,
  before,
  after,
}: {
  readonly plan: Plan
  readonly before: ExecutionRows
  readonly after: ExecutionRows
}): readonly string[] {
  return [...after.taskRuns.values()].flatMap((run) => {
    const node = plan.nodes.get(run.taskId)
    const known = before.taskRuns.get(run.id)?.histories.length ?? 0
    if (node?.type?.type !== PAUSE_TYPE || run.histories.length === known) return []
    const round = statesOfRound(run)
    if (!round.includes('PAUSED')) {
      // Terms that cannot be rendered fail the task, and a failure may be tolerated.
      return run.state === 'SUCCESS' && !node.task.allowWarning ? [`gate ${run.taskId} was passed without asking`] : []
    }
    if (run.state === 'PAUSED' || round.indexOf('PAUSED') === round.length - 1) return []
    const wasWaiting = before.taskRuns.get(run.id)?.state === 'PAUSED'
    return wasWaiting && isOpen(after, run) ? [`gate ${run.taskId} was passed while its request is open`] : []
  })
}

/** The states of a task run since it was started, for the first time or again. */
function statesOfRound({ histories }: TaskRun): readonly State[] {
  const states = histories.map((entry) => entry.state)
  return states.slice(Math.max(0, states.findLastIndex(isToBeStarted)))
}

function isOpen({ requests }: ExecutionRows, run: TaskRun): boolean {
  const own = [...requests.values()].filter((request) => request.taskRunId === run.id)
  const newest = own.reduce((round, request) => Math.max(round, request.round), 0)
  return own.some((request) => request.round === newest && request.settlement === null)
}
