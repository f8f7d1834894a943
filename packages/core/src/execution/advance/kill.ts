import type { Actor, Origin } from '../../audit/event.ts'
import { isTerminated } from '../state.ts'
import { endAtOnce } from './finish.ts'
import type { Step } from './step.ts'
import { killAwaitedChildren, stopLiveTaskRuns } from './stop.ts'

/**
 * Kills the execution at once: every open task run, gate and ancestor becomes KILLED (engine.md 3.9; observed: pa-kill, ki-*).
 * `afterExecution` still runs.
 */
export function killExecution(step: Step, actor: Actor, origin: Origin): void {
  const { draft } = step
  const before = draft.execution.state
  if (isTerminated(before)) return
  const gates = draft.liveTaskRuns().filter((run) => run.waiting?.kind === 'approval').length
  stopLiveTaskRuns(step, 'KILLED', { actor, origin })
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
  killAwaitedChildren(step, { actor, origin })
  stopLiveTaskRuns(step, 'CANCELLED', { actor, origin })
  endAtOnce(step, 'CANCELLED')
}
