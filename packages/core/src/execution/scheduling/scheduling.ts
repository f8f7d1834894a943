import type { PlanNode } from '../plan.ts'
import type { Progress } from '../progress.ts'

/** The list of children that a container works off. */
export interface Work {
  readonly nodes: readonly PlanNode[]
  /** How often the list is worked off: the number of values of a loop, 1 everywhere else. */
  readonly times: number
}

/** Children that can be created now. */
export interface Wave {
  readonly places: readonly number[]
  /** The container's progress once they are there, but for their number, which the caller adds to `active`. */
  readonly progress: Progress
  /** True when even more could be created at once; they follow in a step of their own. */
  readonly more: boolean
}

/** A child as a restart finds it. */
export interface PlacedChild {
  readonly place: number
  readonly terminated: boolean
}

/** In which order and how many at a time a container creates its children. Pure; all it knows is in `Progress`. */
export interface Scheduling {
  /** The children that can begin now; no places when none can. */
  next(work: Work, progress: Progress): Wave
  /** Books that the child at a place has ended; `active` and `counts` are kept by the caller. */
  ended?(work: Work, progress: Progress, place: number): Progress
  /** True when the child at `later` began because the one at `earlier` had ended, so that it is taken back with it. */
  follows(work: Work, later: number, earlier: number): boolean
  /** The cursor of a container that is left with these children after a restart took others away. */
  restore(work: Work, children: readonly PlacedChild[]): Pick<Progress, 'next' | 'ready' | 'started' | 'ended'>
}

/** At most this many children are created in one step, so that a turn can end in between. */
export const WAVE_SIZE = 500

/** How many places there are. */
export function placesIn({ nodes, times }: Work): number {
  return nodes.length * times
}

/** The task at a place. */
export function nodeAt({ nodes }: Work, place: number): PlanNode | undefined {
  return nodes[place % nodes.length]
}

/** Which value of a loop a place belongs to. */
export function valueIndexOf({ nodes }: Work, place: number): number {
  return Math.floor(place / nodes.length)
}

/** One past the last place that has a child. */
export function nextAfter(children: readonly PlacedChild[]): number {
  return children.reduce((next, { place }) => Math.max(next, place + 1), 0)
}
