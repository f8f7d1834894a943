import { flowableOf } from '../flowables/registry.ts'
import { isTerminated, type State } from '../state.ts'
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
  if (NOT_BEGUN.has(draft.execution.state)) return
  if (draft.execution.state === 'RESTARTED') draft.enter('RUNNING')
  if (step.plan.asserts && !isTerminated(draft.execution.state)) agenda.push({ kind: 'assert', taskRunId: null })
  const live = draft.liveTaskRuns()
  const beginning = new Set(live.filter((run) => canDispatch(step, run)).map((run) => run.parentId))
  // What a container has begun goes before what it has yet to begin, so that no more lives than must; and gates wait for both: the
  // first one that asks stops all that is new.
  const unfolding: TaskRun[] = []
  const gates: TaskRun[] = []
  for (const run of live) {
    if (canDispatch(step, run)) agenda.push({ kind: 'dispatch', taskRunId: run.id })
    else if (run.waiting?.kind === 'batches') takeUp(step, run)
    else if (isRoundDue(run)) agenda.push({ kind: 'round', taskRunId: run.id })
    else if (run.progress === null) {
      if (beginning.has(run.parentId)) gates.push(run)
      else takeUp(step, run)
    } else if (canProgress(step, run.id)) {
      if (beginning.has(run.id)) unfolding.push(run)
      else agenda.push({ kind: 'progress', taskRunId: run.id })
    }
  }
  for (const { id } of unfolding) agenda.push({ kind: 'progress', taskRunId: id })
  for (const gate of gates) takeUp(step, gate)
  if (canProgress(step, null)) agenda.push({ kind: 'progress', taskRunId: null })
}

/** True for a loop whose interval is over and whose next round has not begun. */
export function isRoundDue(run: TaskRun): boolean {
  return run.state === 'RUNNING' && run.waiting?.kind === 'interval'
}

/** An execution begins by an event of its own. */
const NOT_BEGUN: ReadonlySet<State> = new Set(['CREATED', 'QUEUED'])

/** Goes on with a task run that is RUNNING without children. */
function takeUp(step: Step, run: TaskRun): void {
  flowableOf(nodeOf(step, run))?.resume?.(step, run)
}
