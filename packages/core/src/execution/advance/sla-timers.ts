import type { Step } from './step.ts'

/** The timer of a promise about the length of an execution. */
function slaTimerId(executionId: string, slaId: string): string {
  return `${executionId}:sla:${slaId}`
}

/** Arms the timers of the flow's promises about length; time that is queued or paused counts (engine.md 7.2). */
export function armSlas({ draft, plan }: Step): void {
  const { tenant, id: executionId } = draft.execution
  for (const sla of plan.flow.sla) {
    if (sla.type !== 'MAX_DURATION') continue
    const id = slaTimerId(executionId, sla.id)
    const purpose = { kind: 'sla', slaId: sla.id } as const
    draft.armTimer({ tenant, id, executionId, dueAt: draft.now + sla.durationMs, purpose })
  }
}

/** Calls the timers off, because the execution has ended. */
export function disarmSlas({ draft, plan }: Step): void {
  for (const sla of plan.flow.sla) {
    if (sla.type === 'MAX_DURATION') draft.disarmTimer(slaTimerId(draft.execution.id, sla.id))
  }
}
