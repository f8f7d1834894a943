import { invariant } from '../../errors/invariant.ts'
import { isSideBranch } from '../final-state.ts'
import type { Progress } from '../progress.ts'
import { placeOf } from '../scheduling/place-of.ts'
import type { State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { nodeOf, type Step, schedulingOf, workOf } from './step.ts'

/** Ends a task run in `state`, as it is, and tells its container. */
export function endTaskRun(step: Step, taskRunId: string, state: State): void {
  const run = step.draft.enterTaskRun(taskRunId, state)
  if (run.waiting !== null) step.draft.updateTaskRun(taskRunId, { waiting: null })
  countEnded(step, run, state)
  if (step.plan.asserts) step.agenda.push({ kind: 'assert', taskRunId: null })
  step.agenda.push({ kind: 'progress', taskRunId: run.parentId })
}

/** Where a container stands; `null` is the flow itself. */
export function progressOf(step: Step, taskRunId: string | null): Progress {
  if (taskRunId === null) return step.draft.execution.progress
  const { progress, taskId } = step.draft.taskRun(taskRunId)
  invariant(progress, `task run ${taskRunId} of ${taskId} is no container`)
  return progress
}

export function setProgress(step: Step, taskRunId: string | null, progress: Progress): void {
  if (taskRunId === null) step.draft.updateExecution({ progress })
  else step.draft.updateTaskRun(taskRunId, { progress })
}

/** Books a task run that ended with its container; those of side branches count for nothing (engine.md 3.6). */
export function countEnded(step: Step, run: TaskRun, state: State): void {
  const node = nodeOf(step, run)
  // A gate does not wait for the task that it runs when it begins to wait.
  if (node?.branch === 'onPause') return
  const progress = progressOf(step, run.parentId)
  const counted = node !== null && !isSideBranch(node.branch)
  const counts = counted ? { ...progress.counts, [state]: (progress.counts[state] ?? 0) + 1 } : progress.counts
  if (node?.branch !== progress.branch) {
    // It began before the container changed to the list that it works off now.
    const { lingering = 0, ...rest } = progress
    return setProgress(step, run.parentId, { ...rest, counts, ...(lingering > 1 ? { lingering: lingering - 1 } : {}) })
  }
  const work = workOf(step, run.parentId, progress)
  const scheduling = schedulingOf(step, run.parentId, progress.branch)
  const booked = scheduling.ended?.(work, progress, placeOf(work, progress, node, run)) ?? progress
  setProgress(step, run.parentId, { ...booked, active: progress.active - 1, counts })
}
