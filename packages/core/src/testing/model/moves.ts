import type { State } from '../../execution/state.ts'
import { isAfterTheEnd, type Reference, tolerated } from './reference.ts'
import { enabled, enter, isContainer, isLive, normalList, type ReferenceRun, stateOf } from './reference-run.ts'
import type { TreeTask } from './tree.ts'

/**
 * Which of several possible steps the comparison tries first. What stops others comes last: a failure ends its list, a gate stops
 * everything that is new, and `Exit` ends the execution. A gate asks whatever is frozen, and so does the task beside it go on.
 */
export const RANKS = ['goes on', 'fails', 'freezes', 'asks', 'runs beside', 'ends everything'] as const

/** A step that a task run takes by itself. */
export interface Move {
  /** The states that it enters. */
  readonly enters: readonly State[]
  readonly rank: (typeof RANKS)[number]
  /** What else changes with it. */
  act?(): void
}

/** What a task run does next by itself; null while it waits, for its turn or for the world outside. */
export function moveOf(model: Reference, run: ReferenceRun): Move | null {
  const state = stateOf(run)
  if (state === 'CREATED' || state === 'RESTARTED') return startOf(model, run)
  if (state !== 'RUNNING') return null
  if (run.task.kind === 'pause' && run.answered === null) return waitOf(model, run)
  if (!isContainer(run)) return null
  if (run.isRoundDue) return { enters: [], rank: 'goes on', act: () => beginRound(model, run) }
  if (isBetweenRounds(model, run)) {
    return { enters: ['PAUSED'], rank: 'freezes', act: () => freeze(model) }
  }
  const end = model.endOf(run)
  return end === null ? null : ended(end, [end])
}

/** What ends the execution itself; null while it goes on. */
export function rootMove(model: Reference): Move | null {
  if (!model.isAlive) {
    const isOver = !model.isDone && model.endOf(model.root) !== null
    return isOver ? { enters: [], rank: 'goes on', act: () => (model.isDone = true) } : null
  }
  const end = model.endOf(model.root)
  return end === null ? null : { enters: [end], rank: 'ends everything', act: () => model.end(end) }
}

function ended(end: State, enters: readonly State[]): Move {
  return { enters, rank: end === 'FAILED' || end === 'KILLED' ? 'fails' : 'goes on' }
}

function isBetweenRounds(model: Reference, run: ReferenceRun): boolean {
  const mayGoOn = !model.isFrozen || model.childrenIn(run, 'tasks').length === 0
  return mayGoOn && model.isQuiet(run) && model.verdict(run) === 'again'
}

/** The task runs of the round before go. */
function beginRound(model: Reference, run: ReferenceRun): void {
  const gone = new Set(model.below(run))
  model.runs = model.runs.filter((one) => !gone.has(one))
  run.round++
  run.isRoundDue = false
}

/** Stops all that is new; what was begun before is remembered. */
function freeze(model: Reference): void {
  model.noteBegun()
  if (model.isAlive) enter(model.root, 'PAUSED')
}

function startOf(model: Reference, run: ReferenceRun): Move | null {
  if (model.isFrozen && run.list !== 'onPause') return null
  if (!model.isAlive && !isAfterTheEnd(run)) return null
  if (run.child === 'asked for') return null
  const runs = model.holds(run.task.runIf)
  if (runs === 'no') return { enters: ['SKIPPED'], rank: 'goes on', act: () => run.attempts++ }
  if (runs === 'broken') return { enters: ['FAILED'], rank: 'fails' }
  const { task } = run
  switch (task.kind) {
    case 'log':
      return work(model, run, model.holds(task.truth) === 'broken' ? 'FAILED' : 'SUCCESS')
    case 'fail':
      return work(model, run, 'FAILED')
    case 'work':
      return { enters: ['SUBMITTED', 'RUNNING'], rank: 'goes on' }
    case 'exit':
      return { enters: ['RUNNING'], rank: 'ends everything', act: () => exit(model, run) }
    case 'subflow':
      return { enters: [], rank: 'goes on', act: () => (run.child = 'asked for') }
    case 'pause':
      return model.isAlive ? { enters: ['RUNNING'], rank: 'goes on' } : refused(run)
    case 'if':
      return chooses(model, run, { yes: 'then', no: 'else', broken: null }[model.holds(task.truth)])
    case 'switch':
      return chooses(model, run, caseOf(run))
    case 'forEach':
    case 'eachSequential':
    case 'eachParallel':
      return task.values === null ? refused(run) : { enters: ['RUNNING'], rank: 'goes on' }
    default:
      return { enters: ['RUNNING'], rank: 'goes on' }
  }
}

/** Work that is done in the turn itself. */
function work(model: Reference, run: ReferenceRun, state: 'SUCCESS' | 'FAILED'): Move {
  const { enters, rank, act } = afterTry(model, run, state)
  return { enters: ['SUBMITTED', 'RUNNING', ...enters], rank, ...(act === undefined ? {} : { act }) }
}

/** How a try ends that gave a state: it may be tried again, and what is tolerated is softened (engine.md 3.7). */
export function afterTry(model: Reference, run: ReferenceRun, state: State): Move {
  const { allowFailure, allowWarning } = run.task
  const tries = run.attempts + 1
  const count = () => {
    run.attempts = tries
  }
  const again = (what: (model: Reference, run: ReferenceRun) => void) => {
    count()
    what(model, run)
  }
  const policy = retryOf(model, run)
  if (state === 'FAILED' && policy !== null && model.isAlive) {
    if (!policy.newExecution && tries < policy.maxAttempts) {
      return { enters: ['FAILED', 'RETRYING'], rank: 'fails', act: () => again(showRetry) }
    }
    if (policy.newExecution && model.attemptNumber < policy.maxAttempts && run.list !== 'onPause') {
      return { enters: ['FAILED', 'RETRIED'], rank: 'ends everything', act: () => again(retryAll) }
    }
  }
  const warns = state === 'SUCCESS' && tries > 1 && policy?.warns === true
  const end = tolerated(warns ? 'WARNING' : state, allowFailure, allowWarning)
  return { ...ended(end, [end]), act: count }
}

/** Its own policy, or that of the nearest task around it, or the flow's. */
function retryOf({ root }: Reference, run: ReferenceRun): TreeTask['retry'] {
  for (let one: ReferenceRun | null = run; one !== null; one = one.parent)
    if (one.task.retry !== null) return one.task.retry
  return root.task.retry
}

function showRetry({ root }: Reference, run: ReferenceRun): void {
  if (stateOf(root) !== 'RUNNING') return
  enter(root, ...(run.parent === null ? (['FAILED', 'RETRYING'] as const) : (['RETRYING'] as const)))
}

/** The whole execution begins anew as another one. */
function retryAll(model: Reference, run: ReferenceRun): void {
  for (let one = run.parent; one !== null; one = one.parent) enter(one, 'RETRIED')
  stopOthers(model, 'KILLED', run)
  enter(model.root, ...(run.parent === null ? (['FAILED', 'RETRIED'] as const) : (['RETRIED'] as const)))
  model.isDone = true
}

/** This task run, those around it and the execution end in one state; what runs beside it is killed. */
function exit(model: Reference, run: ReferenceRun): void {
  const state = run.task.exit
  for (let one: ReferenceRun | null = run; one !== null; one = one.parent) enter(one, state)
  stopOthers(model, 'KILLED')
  if (model.isAlive) model.end(state)
  else model.isDone = true
}

/** Ends everything that lives; a try that is going on, or was to come, counts. */
export function stopOthers(model: Reference, state: State, but?: ReferenceRun): void {
  for (const run of model.runs) {
    if (!isLive(run) || run === but) continue
    if (run.attempts > 0 || stateOf(run) === 'RUNNING') run.attempts++
    enter(run, state)
  }
}

/** A flowable that cannot begin is not tried again. */
function refused({ task: { allowFailure, allowWarning } }: ReferenceRun): Move {
  const end = tolerated('FAILED', allowFailure, allowWarning)
  return ended(end, ['RUNNING', end])
}

function chooses(_model: Reference, run: ReferenceRun, list: string | null): Move {
  if (list === null) return refused(run)
  return { enters: ['RUNNING'], rank: 'goes on', act: () => (run.choice = list) }
}

/** A case whose tasks are all disabled was chosen all the same; without any list to run a Switch fails. */
function caseOf(run: ReferenceRun): string | null {
  const { choice, lists } = run.task
  if (choice === null) return null
  if (lists[`case:${choice}`] !== undefined) return `case:${choice}`
  return enabled(run, 'defaults').length > 0 ? 'defaults' : null
}

/** A gate that was started asks, whatever else is frozen; its deadline may be impossible to render. */
function waitOf(model: Reference, run: ReferenceRun): Move {
  const { deadline, allowFailure, allowWarning } = run.task
  if (deadline === 'broken') {
    const end = tolerated('FAILED', allowFailure, allowWarning)
    return ended(end, [end])
  }
  return { enters: ['PAUSED'], rank: 'asks', act: () => freeze(model) }
}

/** How the wait of a gate ends in a state: it goes on with what it still runs, or is over (approvals.md 3.2). */
export function leaveGate(run: ReferenceRun, to: State): void {
  const has = (list: string) => enabled(run, list).length > 0
  run.answered = to
  const goesOn =
    (to === 'SUCCESS' && (has(normalList(run)) || has('finally'))) ||
    (to === 'WARNING' && has('finally')) ||
    (to === 'FAILED' && (has('errors') || has('finally')))
  enter(run, goesOn ? 'RUNNING' : to)
}
