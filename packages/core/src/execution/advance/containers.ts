import { invariant } from '../../errors/invariant.ts'
import { finalState, isSideBranch, startProgress } from '../final-state.ts'
import type { PlanContainer, PlanNode } from '../plan.ts'
import type { BranchName, Progress } from '../progress.ts'
import { endAttempt } from './attempts.ts'
import { finishExecution, settleExecution } from './finish.ts'
import { containerOf, nodeOf, type Step } from './step.ts'
import { endTaskRun, progressOf, setProgress } from './task-run-end.ts'

/**
 * Takes a container one step further: creates its next child, changes to its `errors` or `finally` list, or ends it. Costs
 * the same however many children have ended (engine.md 3.4 to 3.6). Nothing happens when the container cannot go on: several
 * events of one turn may each have put it on the agenda.
 */
export function progressContainer(step: Step, taskRunId: string | null): void {
  if (!canProgress(step, taskRunId)) return
  const progress = progressOf(step, taskRunId)
  if (progress.branch === 'done') return
  const container = containerOf(step, taskRunId)
  const next = nextChild(container, progress.branch, progress)
  if (next !== null && !stopped(progress)) return createChild(step, taskRunId, next)
  const branch = branchAfter(container, progress)
  if (branch === null) return endContainer(step, taskRunId, progress)
  setProgress(step, taskRunId, { ...startProgress(branch), counts: progress.counts })
  step.agenda.push({ kind: 'progress', taskRunId })
}

/** False while a container waits for its children or for a gate, and once it has ended. */
export function canProgress(step: Step, taskRunId: string | null): boolean {
  const { draft } = step
  if (taskRunId !== null && draft.taskRun(taskRunId).state !== 'RUNNING') return false
  const { branch, active, next } = progressOf(step, taskRunId)
  if (branch === 'done' || active > 0) return false
  // While something is paused nothing new begins, but a container that was started together with the gate still unfolds.
  return draft.execution.state !== 'PAUSED' || next === 0
}

function nextChild(container: PlanContainer, branch: BranchName, progress: Progress): PlanNode | null {
  return container.branches.get(branch)?.[progress.next] ?? null
}

/** A failed or killed child ends the normal list; in the side lists the following tasks still run (observed L60, er-error-fails). */
function stopped(progress: Progress): boolean {
  return !isSideBranch(progress.branch) && ((progress.counts.FAILED ?? 0) > 0 || (progress.counts.KILLED ?? 0) > 0)
}

function branchAfter(container: PlanContainer, progress: Progress): BranchName | null {
  const has = (name: BranchName) => (container.branches.get(name)?.length ?? 0) > 0
  const killed = (progress.counts.KILLED ?? 0) > 0
  if (!isSideBranch(progress.branch)) {
    if ((progress.counts.FAILED ?? 0) > 0 && !killed && has('errors')) return 'errors'
    return !killed && has('finally') ? 'finally' : null
  }
  return progress.branch === 'errors' && has('finally') ? 'finally' : null
}

function createChild(step: Step, parentId: string | null, node: PlanNode): void {
  const progress = progressOf(step, parentId)
  const parent = parentId === null ? null : step.draft.taskRun(parentId)
  const run = step.draft.insertTaskRun({
    taskId: node.task.id,
    parentId,
    iterationKey: parent?.iterationKey ?? '',
    value: null,
    iteration: null,
  })
  setProgress(step, parentId, { ...progress, next: progress.next + 1, active: progress.active + 1 })
  step.agenda.push({ kind: 'dispatch', taskRunId: run.id })
}

function endContainer(step: Step, taskRunId: string | null, progress: Progress): void {
  if (taskRunId === null) {
    if (progress.branch === 'afterExecution') return settleExecution(step)
    return finishExecution(step, finalState(progress.counts))
  }
  const run = step.draft.taskRun(taskRunId)
  const node = nodeOf(step, run)
  invariant(node, `task run ${taskRunId} has children, but flow ${step.plan.flow.id} has no task ${run.taskId}`)
  const state = finalState(progress.counts, node.task.allowFailure, node.task.allowWarning)
  endAttempt(step, taskRunId, state)
  endTaskRun(step, taskRunId, state)
}
