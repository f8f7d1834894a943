import { withdrawRequest } from '../../approval/withdraw.ts'
import type { Actor, Origin } from '../../audit/event.ts'
import { resumedOutputs } from '../flowables/pause.ts'
import { isTerminated, type State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { endAtOnce } from './finish.ts'
import type { Step } from './step.ts'
import { endAttempt } from './task-run-end.ts'

/**
 * Kills the execution at once: every open task run, gate and ancestor becomes KILLED, open requests are withdrawn, workers'
 * late results will find nothing (engine.md 3.9; observed: pa-kill, ki-*). `afterExecution` still runs.
 */
export function killExecution(step: Step, actor: Actor, origin: Origin): void {
  const { draft } = step
  const before = draft.execution.state
  if (isTerminated(before)) return
  const gates = draft.liveTaskRuns().filter((run) => run.state === 'PAUSED').length
  for (const run of draft.liveTaskRuns()) stopTaskRun(step, run, 'KILLED', actor, origin)
  if (gates > 0) draft.updateExecution({ attemptNumber: draft.execution.attemptNumber + 1 })
  draft.audit({
    actor,
    action: 'execution.killed',
    target: { kind: 'execution', id: draft.execution.id, namespace: draft.execution.namespace },
    origin,
    body: { flowId: draft.execution.flowId, stateBefore: before },
  })
  // With one gate Kestra shows RESTARTED on the way, with several it does not (observed L814).
  if (gates === 1) endAtOnce(step, 'RESTARTED', 'KILLING', 'KILLED')
  else endAtOnce(step, 'KILLING', 'KILLED')
}

/** Cancels the execution because a deadline says so: straight to CANCELLED, without `errors` or `finally` (observed: pa-dur-cancel). */
export function cancelExecution(step: Step, actor: Actor, origin: Origin): void {
  for (const run of step.draft.liveTaskRuns()) stopTaskRun(step, run, 'CANCELLED', actor, origin)
  endAtOnce(step, 'CANCELLED')
}

function stopTaskRun(step: Step, run: TaskRun, state: State, actor: Actor, origin: Origin): void {
  const { draft } = step
  if (run.waiting?.kind === 'approval') withdrawGate(step, run, run.waiting.requestId, actor, origin)
  if (run.waiting?.kind === 'child' && run.attempts.length === 0) draft.removeJob(run.id, 0)
  if (run.attempts.length > 0) {
    draft.removeJob(run.id, run.attempts.length - 1)
    draft.updateTaskRun(run.id, { attempts: endAttempt(step, run, state) })
  }
  draft.updateTaskRun(run.id, { waiting: null })
  draft.enterTaskRun(run.id, state)
}

function withdrawGate(step: Step, run: TaskRun, requestId: string, actor: Actor, origin: Origin): void {
  const { draft } = step
  draft.disarmTimer(requestId)
  const request = draft.request(requestId)
  if (request === undefined) return
  const withdrawn = withdrawRequest(request, { actor, origin, at: draft.now })
  draft.putRequest(withdrawn.request)
  draft.putOutputs(run, resumedOutputs(withdrawn.settlement, 'KILLING'))
  draft.audit(withdrawn.audit)
}
