import type { Actor, AuditAction, Origin } from '../../audit/event.ts'
import { pickUp } from './pick-up.ts'
import type { Step } from './step.ts'

/**
 * A person stops the execution (engine.md 4.13, observed: pa-manual): it is PAUSED without a paused task run. Workers finish
 * what they have, and nothing new begins. Only what is RUNNING can be stopped.
 */
export function pauseByPerson(step: Step, actor: Actor, origin: Origin): void {
  if (step.draft.execution.state !== 'RUNNING') return
  step.draft.enter('PAUSED')
  audit(step, 'execution.paused_by_person', actor, origin)
}

/** Goes on after `pauseByPerson`: straight to RUNNING, without RESTARTED. While a gate waits, only its answer goes on. */
export function endPauseByPerson(step: Step, actor: Actor, origin: Origin): void {
  const { draft } = step
  if (draft.execution.state !== 'PAUSED' || draft.liveTaskRuns().some((run) => run.state === 'PAUSED')) return
  draft.enter('RUNNING')
  audit(step, 'execution.resumed_by_person', actor, origin)
  pickUp(step)
}

function audit({ draft }: Step, action: AuditAction, actor: Actor, origin: Origin): void {
  const { id, namespace, flowId } = draft.execution
  draft.audit({ actor, action, target: { kind: 'execution', id, namespace }, origin, body: { flowId } })
}
