import type { State } from '../../execution/state.ts'
import { isSideList, type TreeTask } from './tree.ts'

/** A task run as the reference model knows it; the execution itself is one, too, with the flow as its task. */
export interface ReferenceRun {
  /** The id that the engine gave it. */
  key: string
  readonly task: TreeTask
  readonly parent: ReferenceRun | null
  /** The list of its parent that holds it. */
  readonly list: string
  readonly iteration: number | null
  readonly histories: State[]
  /** How many tries have ended. */
  attempts: number
  /** The list that an If or a Switch chose. */
  choice: string | null
  /** How a gate ended its wait. */
  answered: State | null
  /** Round of a LoopUntil, from 0. */
  round: number
  /** True from the end of the interval until what the round before left is gone. */
  isRoundDue: boolean
  /** Of a Subflow: whether a child was asked for, and whether it is known by its outputs. */
  child: 'none' | 'asked for' | 'runs'
  knowsChild: boolean
  /** Side lists that were free to begin at some time: what was begun goes on, though a gate stops everything that is new. */
  readonly mayHaveBegun: Set<string>
}

export function newRun(part: Pick<ReferenceRun, 'key' | 'task' | 'parent' | 'list' | 'iteration'>): ReferenceRun {
  return {
    ...part,
    histories: ['CREATED'],
    attempts: 0,
    choice: null,
    answered: null,
    round: 0,
    isRoundDue: false,
    child: 'none',
    knowsChild: false,
    mayHaveBegun: new Set(),
  }
}

const ENDED: ReadonlySet<State> = new Set(['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'RETRIED', 'SKIPPED'])

export function stateOf({ histories }: ReferenceRun): State {
  return histories.at(-1) ?? 'CREATED'
}

export function isLive(run: ReferenceRun): boolean {
  return !ENDED.has(stateOf(run))
}

/** Entering the state that it is in already leaves no trace. */
export function enter(run: ReferenceRun, ...states: readonly State[]): void {
  for (const state of states) if (stateOf(run) !== state) run.histories.push(state)
}

const CONTAINERS: ReadonlySet<string> = new Set([
  'sequential',
  'allowFailure',
  'parallel',
  'dag',
  'if',
  'switch',
  'forEach',
  'eachSequential',
  'eachParallel',
  'loopUntil',
])

/** A gate holds tasks once it was answered. */
export function isContainer({ task, answered }: ReferenceRun): boolean {
  return CONTAINERS.has(task.kind) || (task.kind === 'pause' && answered !== null)
}

function isValueLoop({ kind }: TreeTask): boolean {
  return kind === 'forEach' || kind === 'eachSequential' || kind === 'eachParallel'
}

/** The tasks of a list that are not disabled. */
export function enabled(run: ReferenceRun, list: string): readonly TreeTask[] {
  return (run.task.lists[list] ?? []).filter((task) => !task.disabled)
}

/** The list whose tasks say how the container ends. */
export function normalList({ choice }: ReferenceRun): string {
  return choice ?? 'tasks'
}

/** Where a child can stand in a list. */
export interface Place {
  readonly list: string
  readonly task: TreeTask
  readonly iteration: number | null
}

/** All places of a list, in order: of a loop, all tasks of its first value, then those of the next. */
export function placesOf(container: ReferenceRun, list: string): readonly Place[] {
  const tasks = enabled(container, list)
  const once = (iteration: number | null) => tasks.map((task) => ({ list, task, iteration }))
  if (isSideList(list)) return once(null)
  if (container.task.kind === 'loopUntil') return once(container.round)
  if (!isValueLoop(container.task)) return once(null)
  return [...new Set(container.task.values)].flatMap((_, index) => once(index))
}

/** What tells two places of one container apart. */
export function placeKey({ task, iteration }: Pick<Place, 'task' | 'iteration'>): string {
  return `${task.id}/${iteration}`
}

/** In which way the tasks of a list follow each other. */
export type Manner = 'one after another' | 'side by side' | 'by dependencies' | 'by values'

export function mannerOf({ task }: ReferenceRun, list: string): Manner {
  const isSide = isSideList(list)
  switch (task.kind) {
    case 'parallel':
    case 'eachParallel':
      return 'side by side'
    case 'dag':
      return isSide ? 'side by side' : 'by dependencies'
    case 'forEach':
      return isSide || task.limit === 1 ? 'one after another' : 'by values'
    default:
      return 'one after another'
  }
}
