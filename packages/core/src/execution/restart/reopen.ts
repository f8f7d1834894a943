import { isSideBranch } from '../final-state.ts'
import type { Plan } from '../plan.ts'
import type { BranchName, Progress } from '../progress.ts'
import { schedulingIn } from '../scheduling/of-task.ts'
import { placeOf } from '../scheduling/place-of.ts'
import type { Work } from '../scheduling/scheduling.ts'
import { inSequence } from '../scheduling/sequential.ts'
import { isTerminated, type State, type StateEntry } from '../state.ts'
import type { Attempt, TaskRun } from '../task-run.ts'

/** What is to be opened again. */
interface Reopening {
  readonly plan: Plan
  /** Where the flow itself stands. */
  readonly progress: Progress
  /** All task runs of the execution. */
  readonly taskRuns: readonly TaskRun[]
  /** Task runs that run again; none of them is inside of another. */
  readonly targets: readonly TaskRun[]
  /** Given when the targets do not run again, but end in this state instead: what is inside of them then stays. */
  readonly endIn?: State
  readonly now: number
}

/** An execution that goes on from some of its task runs. What is in none of the lists is kept as it is. */
export interface Reopened {
  /** The targets. Run again: RESTARTED, attempts kept; with `endIn`: in that state, like their last attempt. */
  readonly again: readonly TaskRun[]
  /** The containers around those: RUNNING again. */
  readonly containers: readonly TaskRun[]
  /** What lived inside of those that run again, or came after them. */
  readonly removed: readonly TaskRun[]
  readonly progress: Progress
  /** Follows the last of those that are kept. */
  readonly nextSequence: number
}

/**
 * Takes task runs back to their start, and with them whatever came after them (engine.md 7.4, 7.5). Each container around them
 * gets the progress that its children now stand for.
 */
export function reopen({ plan, progress, taskRuns, targets, endIn, now }: Reopening): Reopened {
  const family = familyOf(taskRuns)
  const chosen = new Set(targets.map((run) => run.id))
  const around = ancestorsOf(targets, family)
  const opened = new Set([...chosen, ...around.map((run) => run.id)])
  const before = (run: TaskRun | null): ContainerBefore => ({
    id: run?.id ?? null,
    taskId: run?.taskId ?? null,
    progress: run?.progress ?? progress,
  })
  const gone = [null, ...around].flatMap((run) => laterChildren(plan, before(run), family, opened))
  const inside = endIn === undefined ? targets.flatMap((run) => descendantsOf(run.id, family)) : []
  const removed = [...gone.flatMap((run) => [run, ...descendantsOf(run.id, family)]), ...inside]
  const changed = new Set([...opened, ...removed.map((run) => run.id)])
  const progressFor = (run: TaskRun | null) =>
    progressNow({
      plan,
      container: before(run),
      children: family.childrenOf(run?.id ?? null),
      opened,
      changed,
      removed: new Set(removed),
      ended: endIn === undefined ? null : { ids: chosen, state: endIn },
    })
  return {
    again: targets.map((run) => (endIn === undefined ? startAgain(run, now) : endAs(run, endIn, now))),
    containers: around.map((run) => ({
      ...goOn(run, now),
      progress: run.progress === null ? null : progressFor(run),
    })),
    removed,
    progress: progressFor(null),
    nextSequence: nextSequence(taskRuns, new Set(removed)),
  }
}

function nextSequence(taskRuns: readonly TaskRun[], removed: ReadonlySet<TaskRun>): number {
  return taskRuns.reduce((next, run) => (removed.has(run) ? next : Math.max(next, run.sequence + 1)), 0)
}

/** Task runs with an index of who is inside of whom. */
interface Family {
  readonly byId: ReadonlyMap<string, TaskRun>
  childrenOf(parentId: string | null): readonly TaskRun[]
}

/** The task runs of an execution, to walk through them. */
export function familyOf(taskRuns: readonly TaskRun[]): Family {
  const children = Map.groupBy(taskRuns, (run) => run.parentId)
  return {
    byId: new Map(taskRuns.map((run) => [run.id, run])),
    childrenOf: (parentId) => children.get(parentId) ?? [],
  }
}

/** Every container around the task runs, each once, the outer ones first. */
function ancestorsOf(runs: readonly TaskRun[], { byId }: Family): readonly TaskRun[] {
  const found = new Map<string, TaskRun>()
  for (const run of runs) {
    for (let parent = byId.get(run.parentId ?? ''); parent !== undefined; parent = byId.get(parent.parentId ?? '')) {
      found.set(parent.id, parent)
    }
  }
  return [...found.values()].sort((a, b) => a.sequence - b.sequence)
}

/** Everything inside of a task run, at any depth. */
export function descendantsOf(id: string, family: Family): readonly TaskRun[] {
  return family.childrenOf(id).flatMap((child) => [child, ...descendantsOf(child.id, family)])
}

/** Children that began because of one that is opened again: what they stand on is taken back. */
function laterChildren(
  plan: Plan,
  container: ContainerBefore,
  family: Family,
  opened: ReadonlySet<string>,
): readonly TaskRun[] {
  const children = family.childrenOf(container.id)
  const again = children.filter((run) => opened.has(run.id))
  const firstSequence = again.reduce((first, run) => Math.min(first, run.sequence), Number.POSITIVE_INFINITY)
  const branchNameOf = (run: TaskRun) => plan.nodes.get(run.taskId)?.branch
  const tests = new Map(
    [...new Set(again.map(branchNameOf))]
      .filter((branch) => branch !== undefined)
      .map((branch) => [branch, followsAnyOf(plan, container, branch, again)]),
  )
  return children.filter((run) => {
    if (opened.has(run.id)) return false
    const branch = branchNameOf(run)
    const follows = branch === undefined ? undefined : tests.get(branch)
    return follows === undefined ? run.sequence > firstSequence : follows(run)
  })
}

/** Tells of a child in a branch whether it began because of one of these. Their places are found once, for there may be many. */
function followsAnyOf(
  plan: Plan,
  container: ContainerBefore,
  branch: BranchName,
  again: readonly TaskRun[],
): (run: TaskRun) => boolean {
  const { scheduling, work } = orderOf(plan, container, branch)
  const placeIn = (run: TaskRun) => place(plan, work, container.progress, run)
  const places = [...new Set(again.map(placeIn))]
  return (run) => {
    const later = placeIn(run)
    return places.some((earlier) => scheduling.follows(work, later, earlier))
  }
}

/** A container as it was. */
interface ContainerBefore {
  readonly id: string | null
  readonly taskId: string | null
  readonly progress: Progress
}

function orderOf(plan: Plan, { taskId, progress }: ContainerBefore, branch: BranchName) {
  const node = taskId === null ? null : (plan.nodes.get(taskId) ?? null)
  const nodes = (node ?? plan.root).branches.get(branch) ?? []
  const work: Work = { nodes, times: isSideBranch(branch) ? 1 : (progress.values ?? 1) }
  return { work, scheduling: node === null ? inSequence : schedulingIn(node, branch) }
}

/** Where a task run stands in its list; -1 when the plan has no such task. */
function place(plan: Plan, work: Work, progress: Progress, run: TaskRun): number {
  const node = plan.nodes.get(run.taskId)
  return node === undefined ? -1 : placeOf(work, progress, node, run)
}

function startAgain(run: TaskRun, at: number): TaskRun {
  return {
    ...run,
    state: 'RESTARTED',
    histories: entering(run.histories, 'RESTARTED', at),
    // An attempt that was going on belongs to whoever had begun it.
    attempts: run.attempts.filter((attempt) => isTerminated(attempt.state)),
    progress: null,
    waiting: null,
  }
}

/** The last attempt gets the state too (observed: J-status-labels-taskrun-state). */
function endAs(run: TaskRun, state: State, at: number): TaskRun {
  const last = run.attempts.at(-1)
  const changed = last === undefined ? [] : [{ ...last, state, histories: entering(last.histories, state, at) }]
  return {
    ...run,
    state,
    histories: entering(run.histories, state, at),
    attempts: [...run.attempts.slice(0, -1), ...changed],
    waiting: null,
  }
}

/** A container goes on with the attempt that it had (observed: rs-nested). */
function goOn(run: TaskRun, at: number): TaskRun {
  const last = run.attempts.at(-1)
  const attempts = last === undefined ? [] : [...run.attempts.slice(0, -1), openAttempt(last, at)]
  return { ...run, state: 'RUNNING', histories: entering(run.histories, 'RUNNING', at), attempts, waiting: null }
}

function openAttempt(attempt: Attempt, at: number): Attempt {
  return { state: 'RUNNING', histories: entering(attempt.histories, 'RUNNING', at), failure: null }
}

/** Entering the current state adds no history. */
export function entering(histories: readonly StateEntry[], state: State, at: number): readonly StateEntry[] {
  return histories.at(-1)?.state === state ? histories : [...histories, { state, at }]
}

interface ContainerNow {
  readonly plan: Plan
  readonly container: ContainerBefore
  readonly children: readonly TaskRun[]
  readonly opened: ReadonlySet<string>
  readonly changed: ReadonlySet<string>
  readonly removed: ReadonlySet<TaskRun>
  /** Children among the targets that do not run again, and the state they end in. */
  readonly ended: { readonly ids: ReadonlySet<string>; readonly state: State } | null
}

/**
 * Children that count no more are taken off, rather than the others counted anew: a gate counts its own end like a first child.
 * So does a LoopUntil that gave up, but it judges anew.
 */
function progressNow({ plan, container, children, opened, changed, removed, ended }: ContainerNow): Progress {
  const { progress: before } = container
  const counts: Partial<Record<State, number>> = { ...before.counts }
  for (const { id, state, taskId } of children) {
    if (!changed.has(id) || !isTerminated(state) || !isNormal(plan, { taskId })) continue
    const left = (counts[state] ?? 0) - 1
    if (left > 0) counts[state] = left
    else delete counts[state]
  }
  for (const { id, taskId } of ended === null ? [] : children) {
    if (ended?.ids.has(id) && isNormal(plan, { taskId })) counts[ended.state] = (counts[ended.state] ?? 0) + 1
  }
  // Children of two lists may live: `errors` begin while others of the list before still run.
  const last = children.findLast((run) => opened.has(run.id))
  const branch = (last && plan.nodes.get(last.taskId)?.branch) ?? before.branch
  const isJudgedAnew = before.round !== undefined && !isSideBranch(branch)
  const hasFailed = (run: TaskRun) =>
    isNormal(plan, run) && (ended?.ids.has(run.id) ? ended.state : run.state) === 'FAILED'
  if (isJudgedAnew && !children.some(hasFailed)) delete counts.FAILED
  // A container does not wait for what a gate runs when it begins to wait.
  const kept = children.filter((run) => !removed.has(run) && plan.nodes.get(run.taskId)?.branch !== 'onPause')
  const lives = (run: TaskRun) => !ended?.ids.has(run.id) && (opened.has(run.id) || !isTerminated(run.state))
  const inBranch = kept.filter((run) => plan.nodes.get(run.taskId)?.branch === branch)
  const active = inBranch.filter(lives).length
  const lingering = kept.filter(lives).length - active
  return {
    branch,
    ...(branch === 'done' ? { next: 0 } : cursorOf(plan, container, branch, inBranch, lives)),
    active,
    ...(lingering > 0 ? { lingering } : {}),
    counts,
    ...(before.values === undefined ? {} : { values: before.values }),
    ...(before.round === undefined ? {} : { round: before.round }),
    ...marksOf(before),
  }
}

/** What a loop is like, which does not change while it is worked off. */
function marksOf({ goesOn, numbered, keyed, stored }: Progress): Partial<Progress> {
  return {
    ...(goesOn === undefined ? {} : { goesOn }),
    ...(numbered === undefined ? {} : { numbered }),
    ...(keyed === undefined ? {} : { keyed }),
    ...(stored === undefined ? {} : { stored }),
  }
}

/** True for a child that has a say in how its container ends. */
function isNormal(plan: Plan, { taskId }: Pick<TaskRun, 'taskId'>): boolean {
  const node = plan.nodes.get(taskId)
  return node !== undefined && !isSideBranch(node.branch)
}

function cursorOf(
  plan: Plan,
  container: ContainerBefore,
  branch: BranchName,
  children: readonly TaskRun[],
  lives: (run: TaskRun) => boolean,
) {
  const { scheduling, work } = orderOf(plan, container, branch)
  const placed = children.map((run) => ({
    place: place(plan, work, container.progress, run),
    terminated: !lives(run),
  }))
  return scheduling.restore(
    work,
    placed.filter((child) => child.place >= 0),
  )
}
