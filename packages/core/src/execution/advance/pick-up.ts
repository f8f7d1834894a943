import { findFlowable } from '../flowables/registry.ts'
import { canProgress } from './containers.ts'
import { canDispatch } from './dispatch.ts'
import { nodeOf, type Step } from './step.ts'

/**
 * Finds everything that can go on: after a cut turn, after answers came, after the last gate was answered, after a restart. Only what can go on
 * is put on the agenda, so that even a turn that is cut after its first step gets further.
 */
export function pickUp(step: Step): void {
  const { draft, agenda } = step
  if (draft.execution.state === 'CREATED') return
  if (draft.execution.state === 'RESTARTED') draft.enter('RUNNING')
  for (const run of draft.liveTaskRuns()) {
    if (canDispatch(step, run)) agenda.push({ kind: 'dispatch', taskRunId: run.id })
    else if (run.progress === null) findFlowable(nodeOf(step, run)?.type?.type ?? '')?.resume?.(step, run)
    else if (canProgress(step, run.id)) agenda.push({ kind: 'progress', taskRunId: run.id })
  }
  if (canProgress(step, null)) agenda.push({ kind: 'progress', taskRunId: null })
}
