import { invariant } from '../../errors/invariant.ts'
import { finalState, isSideBranch, startProgress } from '../final-state.ts'
import { flowableOf } from '../flowables/registry.ts'
import { readKeyed } from '../keyed-value.ts'
import type { PlanNode } from '../plan.ts'
import type { BranchName, Progress } from '../progress.ts'
import { nodeAt, valueIndexOf, type Wave } from '../scheduling/scheduling.ts'
import { isHeld, isTerminated } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { endAttempt } from './attempts.ts'
import { finishExecution, settleExecution } from './finish.ts'
import { branchOf, nodeOf, type Step, schedulingOf, workOf } from './step.ts'
import { endTaskRun, progressOf, setProgress } from './task-run-end.ts'

/** What a container can do next. */
type Move =
  | { readonly kind: 'create'; readonly wave: Wave }
  /** Its list is worked off, or a failure ended it. */
  | { readonly kind: 'leave' }

/**
 * Takes a container one step further: creates the children whose turn has come, changes to its `errors` or `finally` list, or
 * ends it. Costs the same however many children have ended (engine.md 3.4 to 3.6). Nothing happens when the container cannot
 * go on: several events of one turn may each have put it on the agenda.
 */
export function progressContainer(step: Step, taskRunId: string | null): void {
  const move = nextMove(step, taskRunId)
  if (move === null) return
  if (move.kind === 'create') return createChildren(step, taskRunId, move.wave)
  leaveBranch(step, taskRunId)
}

/** False while a container waits for its children or for a gate, and once it has ended. */
export function canProgress(step: Step, taskRunId: string | null): boolean {
  return nextMove(step, taskRunId) !== null
}

function nextMove(step: Step, taskRunId: string | null): Move | null {
  const { draft } = step
  if (taskRunId !== null) {
    const { state, waiting } = draft.taskRun(taskRunId)
    if (state !== 'RUNNING' || waiting !== null) return null
  }
  const progress = progressOf(step, taskRunId)
  const { branch, unfolding, active, lingering = 0 } = progress
  if (branch === 'done') return null
  // While something is paused nothing new begins, but a container that was started together with the gate still unfolds.
  if (isHeld(draft.execution.state) && unfolding !== true) return null
  if (!stopped(progress)) {
    const wave = schedulingOf(step, taskRunId, branch).next(workOf(step, taskRunId, progress), progress)
    if (wave.places.length > 0) return { kind: 'create', wave }
    if (active > 0) return null
  }
  // `errors` begin at once; everything else waits for the children that still run.
  const quiet = active + lingering === 0
  return quiet || branchAfter(step, taskRunId, progress) === 'errors' ? { kind: 'leave' } : null
}

/** A failed or killed child ends the normal list; in the side lists the following tasks still run (observed L60, er-error-fails). */
function stopped({ branch, counts, goesOn }: Progress): boolean {
  return !isSideBranch(branch) && goesOn !== true && ((counts.FAILED ?? 0) > 0 || (counts.KILLED ?? 0) > 0)
}

function branchAfter(step: Step, taskRunId: string | null, { branch, counts }: Progress): BranchName | null {
  const has = (name: BranchName) => branchOf(step, taskRunId, name).length > 0
  const killed = (counts.KILLED ?? 0) > 0
  if (!isSideBranch(branch)) {
    if ((counts.FAILED ?? 0) > 0 && !killed && has('errors')) return 'errors'
    return !killed && has('finally') ? 'finally' : null
  }
  return branch === 'errors' && has('finally') ? 'finally' : null
}

function leaveBranch(step: Step, taskRunId: string | null): void {
  const run = taskRunId === null ? null : step.draft.taskRun(taskRunId)
  const node = run === null ? null : nodeOf(step, run)
  const before = progressOf(step, taskRunId)
  if (run !== null && node !== null && !isSideBranch(before.branch)) {
    // The flowable may have more to do once its list is worked off, such as another round.
    if (flowableOf(node)?.listDone?.(step, run, node, stopped(before)) === 'goes on') return
  }
  const progress = progressOf(step, taskRunId)
  const next = branchAfter(step, taskRunId, progress)
  if (next === null) return endContainer(step, run, node)
  const { active, lingering = 0, counts, values, round } = progress
  setProgress(step, taskRunId, {
    ...startProgress(next),
    counts,
    ...(active + lingering === 0 ? {} : { lingering: active + lingering }),
    ...(values === undefined ? {} : { values }),
    ...(round === undefined ? {} : { round }),
  })
  step.agenda.push({ kind: 'progress', taskRunId })
}

/** Everything that may ask for an answer is looked up before the first row changes. */
function createChildren(step: Step, parentId: string | null, { places, progress, more }: Wave): void {
  const parent = parentId === null ? null : step.draft.taskRun(parentId)
  const work = workOf(step, parentId, progress)
  const planned = places.map((place) => {
    const node = nodeAt(work, place)
    invariant(node, `place ${place} of ${parent?.taskId ?? 'the flow'} has no task`)
    return { node, ...iterationOf(step, parent, progress, valueIndexOf(work, place)) }
  })
  const { unfolding, ...unfolded } = progress
  setProgress(step, parentId, {
    ...unfolded,
    ...(more && unfolding ? { unfolding } : {}),
    active: progress.active + places.length,
  })
  for (const { node, ...iteration } of planned) {
    const run = step.draft.insertTaskRun({ taskId: node.task.id, parentId, ...iteration })
    step.agenda.push({ kind: 'dispatch', taskRunId: run.id })
  }
  if (more) step.agenda.push({ kind: 'progress', taskRunId: parentId })
}

/** Direct children of a loop carry its value and iteration, deeper ones do not (observed: fe-*, lu-*). */
function iterationOf(
  { draft }: Step,
  parent: TaskRun | null,
  { branch, values, round, keyed }: Progress,
  index: number,
): Pick<TaskRun, 'iterationKey' | 'value' | 'iteration'> {
  const outer = parent?.iterationKey ?? ''
  const iteration =
    parent === null || isSideBranch(branch) ? undefined : (round ?? (values === undefined ? undefined : index))
  if (parent === null || iteration === undefined) return { iterationKey: outer, value: null, iteration: null }
  return {
    iterationKey: outer === '' ? String(iteration) : `${outer}/${iteration}`,
    value: values === undefined ? null : textOf(draft.loopValue(parent.id, iteration), keyed),
    iteration,
  }
}

function textOf(value: string, keyed: Progress['keyed']): string {
  return keyed === true ? readKeyed(value).value : value
}

function endContainer(step: Step, run: TaskRun | null, node: PlanNode | null): void {
  const progress = progressOf(step, run?.id ?? null)
  if (run === null) {
    if (isTerminated(step.draft.execution.state)) return settleExecution(step)
    return finishExecution(step, finalState(progress.counts))
  }
  invariant(node, `task run ${run.id} has children, but flow ${step.plan.flow.id} has no task ${run.taskId}`)
  const derived = finalState(progress.counts, node.task.allowFailure, node.task.allowWarning)
  const state = flowableOf(node)?.finalState?.(derived, node) ?? derived
  endAttempt(step, run.id, state)
  endTaskRun(step, run.id, state)
}
