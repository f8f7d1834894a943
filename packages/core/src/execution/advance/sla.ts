import { isPendingSignal } from '@countersign/expression'
import { BY_FLOW } from '../../audit/event.ts'
import type { Sla } from '../../flow/policies.ts'
import { hasLabel } from '../../labels/labels.ts'
import { mergeLabels } from '../merge-labels.ts'
import { isTerminated } from '../state.ts'
import { endAtOnce } from './finish.ts'
import type { Step } from './step.ts'
import { killAwaitedChildren, stopLiveTaskRuns } from './stop.ts'

/** The time that a promise allows is over. */
export function slaExpired(step: Step, slaId: string): void {
  const sla = step.plan.flow.sla.find((one) => one.id === slaId)
  if (sla?.type !== 'MAX_DURATION' || isTerminated(step.draft.execution.state)) return
  breakSla(step, sla, `the execution runs for longer than ${sla.durationMs} ms`)
}

/**
 * Reads the assertions of the flow: true when one is broken that ends the execution. Only the first broken one acts. What cannot be
 * evaluated yet, such as the outputs of a task to come, breaks nothing; as they are read again and again, nothing is logged of it.
 *
 * @throws PendingSignal when one needs an answer; nothing has changed then.
 */
export function assertSlas(step: Step): boolean {
  const { draft, plan } = step
  for (const sla of plan.flow.sla) {
    if (sla.type !== 'EXECUTION_ASSERTION') continue
    if (holds(step, sla.assert)) continue
    const isKnown = sla.labels.every((label) => hasLabel(draft.execution.labels, label))
    if (sla.behavior === 'NONE' && isKnown) continue
    breakSla(step, sla, `assertion is false: ${sla.assert}.`)
    return sla.behavior !== 'NONE'
  }
  return false
}

function holds(step: Step, assertion: string): boolean {
  try {
    return step.rendering(null).condition(assertion)
  } catch (error) {
    if (isPendingSignal(error)) throw error
    return true
  }
}

/** Running attempts are stopped, and the execution ends without `errors` or `finally` (observed: sl-*). */
function breakSla(step: Step, sla: Sla, reason: string): void {
  const { draft } = step
  const message = `SLA '${sla.id}' violated: ${reason}`
  draft.log(null, 'WARN', message)
  draft.updateExecution({ labels: mergeLabels(draft.execution.labels, sla.labels) })
  if (sla.behavior === 'NONE') return
  if (sla.behavior === 'FAIL') draft.log(null, 'ERROR', `The execution failed: ${message}`)
  killAwaitedChildren(step, BY_FLOW)
  stopLiveTaskRuns(step, 'KILLED', BY_FLOW)
  endAtOnce(step, sla.behavior === 'FAIL' ? 'FAILED' : 'CANCELLED')
}
