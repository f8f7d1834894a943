import { withdrawRequest } from '../../approval/withdraw.ts'
import type { Actor, Origin } from '../../audit/event.ts'
import { runningBatches } from '../flowables/batch-letters.ts'
import { resumedOutputs } from '../resumed-outputs.ts'
import { isToBeStarted, type State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { callOffJobs, endAttempt } from './attempts.ts'
import type { Step } from './step.ts'
import { countEnded } from './task-run-end.ts'

/** Who or what ends task runs before their time. */
export interface StoppedBy {
  readonly actor: Actor
  readonly origin: Origin
}

/**
 * Ends every task run that is still live in `state`: jobs are called off, so that workers' late results find nothing, and open
 * requests are withdrawn. Containers do not go on from here; the caller ends the execution.
 */
export function stopLiveTaskRuns(step: Step, state: State, by: StoppedBy): void {
  for (const run of step.draft.liveTaskRuns()) stopTaskRun(step, run, state, by)
}

/** Ends one live task run; see `stopLiveTaskRuns`. */
export function stopTaskRun(step: Step, run: TaskRun, state: State, by: StoppedBy): void {
  const { draft } = step
  callOffJobs(step, run)
  if (run.waiting?.kind === 'approval') withdrawGate(step, run, run.waiting.requestId, state, by)
  if (run.waiting?.kind === 'retry' || run.waiting?.kind === 'interval') draft.disarmTimer(run.id)
  if (run.attempts.length > 0) endAttempt(step, run.id, state)
  draft.updateTaskRun(run.id, { waiting: null })
  countEnded(step, draft.enterTaskRun(run.id, state), state)
}

/** Passes the end on to the executions that task runs wait for. (A kill reaches all children, those not waited for too: the engine sends it.) */
export function killAwaitedChildren(step: Step, { actor, origin }: StoppedBy): void {
  for (const run of step.draft.liveTaskRuns()) {
    for (const executionId of awaitedChildren(run)) {
      step.draft.send({ executionId, news: { kind: 'kill', actor, origin } })
    }
  }
}

function awaitedChildren(run: TaskRun): readonly string[] {
  const { state, waiting } = run
  if (waiting?.kind === 'batches') return runningBatches(run)
  return waiting?.kind === 'child' && !isToBeStarted(state) ? [waiting.executionId] : []
}

function withdrawGate(step: Step, run: TaskRun, requestId: string, state: State, by: StoppedBy): void {
  const { draft } = step
  draft.disarmTimer(requestId)
  const request = draft.request(requestId)
  if (request === undefined) return
  const withdrawn = withdrawRequest(request, { ...by, at: draft.now })
  draft.putRequest(withdrawn.request)
  draft.putOutputs(run, resumedOutputs(withdrawn.settlement, state === 'KILLED' ? 'KILLING' : state))
  draft.audit(withdrawn.audit)
}
