import { flowableOf } from '../flowables/registry.ts'
import type { TaskRun } from '../task-run.ts'
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
  const live = draft.liveTaskRuns()
  // Gates wait until everything that begins together with them has begun: the first one that asks stops all that is new.
  const gates: TaskRun[] = []
  for (const run of live) {
    if (canDispatch(step, run)) agenda.push({ kind: 'dispatch', taskRunId: run.id })
    else if (run.progress !== null && canProgress(step, run.id)) agenda.push({ kind: 'progress', taskRunId: run.id })
    else if (run.progress === null) {
      const began = live.some((other) => other.parentId === run.parentId && canDispatch(step, other))
      if (began) gates.push(run)
      else takeUp(step, run)
    }
  }
  for (const gate of gates) takeUp(step, gate)
  if (canProgress(step, null)) agenda.push({ kind: 'progress', taskRunId: null })
}

/** Goes on with a task run that is RUNNING without children. */
function takeUp(step: Step, run: TaskRun): void {
  flowableOf(nodeOf(step, run))?.resume?.(step, run)
}
