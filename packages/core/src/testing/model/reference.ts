import type { State } from '../../execution/state.ts'
import {
  enabled,
  enter,
  isContainer,
  isLive,
  mannerOf,
  newRun,
  normalList,
  type Place,
  placeKey,
  placesOf,
  type ReferenceRun,
  stateOf,
} from './reference-run.ts'
import { isSideList, type TreeTask, type Truth } from './tree.ts'

/** A place whose child may be created, and whether it must be before all is quiet. */
export interface Opening extends Place {
  readonly must: boolean
}

/**
 * A flow and its task runs as the algorithm of engine.md 3.4 to 3.6 and 4 sees them: no cursor, no counts, no queue. Every
 * question is answered by looking at the whole list of task runs, which is slow and easy to believe.
 */
export class Reference {
  readonly root: ReferenceRun
  /** In the order in which they were created. */
  runs: ReferenceRun[] = []
  /** Requests by task and iteration: how often people were asked. */
  asked = new Map<string, number>()
  attemptNumber = 1
  /** True when `afterExecution` is over, too. */
  isDone = false
  /** Whether the world outside knows the answer. */
  readonly hasAnswer: boolean

  constructor(flow: TreeTask, hasAnswer: boolean) {
    this.root = newRun({ key: '', task: flow, parent: null, list: '', iteration: null })
    this.hasAnswer = hasAnswer
  }

  get isAlive(): boolean {
    return isLive(this.root)
  }

  /** While anything is paused nothing new begins. */
  get isFrozen(): boolean {
    return stateOf(this.root) === 'PAUSED'
  }

  run(key: string): ReferenceRun | undefined {
    return this.runs.find((one) => one.key === key)
  }

  /** A gate does not count the task that it runs when it begins to wait. */
  children(container: ReferenceRun): readonly ReferenceRun[] {
    const parent = container === this.root ? null : container
    return this.runs.filter((run) => run.parent === parent && run.list !== 'onPause')
  }

  childrenIn(container: ReferenceRun, list: string): readonly ReferenceRun[] {
    return this.children(container).filter((run) => run.list === list)
  }

  below(container: ReferenceRun): readonly ReferenceRun[] {
    return this.runs.filter((run) => run.parent === container).flatMap((run) => [run, ...this.below(run)])
  }

  holds(truth: Truth): 'yes' | 'no' | 'broken' {
    if (truth === 'asked') return this.hasAnswer ? 'yes' : 'broken'
    return truth
  }

  /** True for a container that may create children or end. */
  isOpen(container: ReferenceRun): boolean {
    if (container === this.root) return !this.isDone && stateOf(this.root) !== 'CREATED'
    return stateOf(container) === 'RUNNING' && isContainer(container) && !container.isRoundDue
  }

  /** The list that a container works on, as far as its children show. */
  listNow(container: ReferenceRun): string {
    if (container === this.root && !this.isAlive) return 'afterExecution'
    for (const list of ['finally', 'errors']) if (this.childrenIn(container, list).length > 0) return list
    return normalList(container)
  }

  /** Children, or how a gate or a loop ended of itself, that end the normal list. */
  private ends(container: ReferenceRun): readonly State[] {
    const own = this.childrenIn(container, normalList(container)).map(stateOf)
    const { answered } = container
    const wait: readonly State[] = answered === 'FAILED' || answered === 'WARNING' ? [answered] : []
    return [...own, ...wait, ...(this.verdict(container) === 'failed' ? (['FAILED'] as const) : [])]
  }

  hasFailed(container: ReferenceRun): boolean {
    return this.ends(container).includes('FAILED')
  }

  hasKilled(container: ReferenceRun): boolean {
    return this.ends(container).includes('KILLED')
  }

  isQuiet(container: ReferenceRun): boolean {
    return !this.children(container).some(isLive)
  }

  /** All children of a list have been there and have ended. */
  isWorkedOff(container: ReferenceRun, list: string): boolean {
    const children = this.childrenIn(container, list)
    return children.length === placesOf(container, list).length && !children.some(isLive)
  }

  /** What a LoopUntil decides after a round; null while the round goes on, and for everything else. */
  verdict(container: ReferenceRun): 'again' | 'over' | 'failed' | null {
    const { task, round } = container
    if (task.kind !== 'loopUntil' || stateOf(container) !== 'RUNNING') return null
    const states = this.childrenIn(container, 'tasks').map(stateOf)
    if (!this.isWorkedOff(container, 'tasks') || states.includes('FAILED') || states.includes('KILLED')) return null
    if (task.endsBy === 'broken condition') return 'failed'
    if (round + 1 < task.rounds) return 'again'
    return task.endsBy === 'failing limit' ? 'failed' : 'over'
  }

  /** The normal list is over: worked off, or ended by a failure or a kill. */
  isNormalOver(container: ReferenceRun): boolean {
    if (this.hasFailed(container) || this.hasKilled(container) || container.answered === 'WARNING') return true
    return this.isWorkedOff(container, normalList(container)) && this.verdict(container) !== 'again'
  }

  /** True for a side list that the container turns to now. */
  turnsTo(container: ReferenceRun, list: 'errors' | 'finally'): boolean {
    const now = this.listNow(container)
    if (now === list || now === 'finally' || now === 'afterExecution' || enabled(container, list).length === 0)
      return false
    if (!this.isOpen(container)) return false
    if (list === 'errors') return this.hasFailed(container) && !this.hasKilled(container)
    if (!this.isQuiet(container)) return false
    if (now === 'errors') return this.isWorkedOff(container, 'errors')
    return this.isNormalOver(container) && !this.hasKilled(container) && !this.turnsTo(container, 'errors')
  }

  /** Children that may be created now, by lists; `must` says that they are waited for. */
  openings(container: ReferenceRun): readonly Opening[] {
    if (!this.isOpen(container)) return []
    const now = this.listNow(container)
    const free = !this.isFrozen || this.childrenIn(container, now).length === 0
    const here = now === normalList(container) && this.isNormalOver(container) ? [] : this.following(container, now)
    const sides = (['errors', 'finally'] as const).flatMap((list): readonly Opening[] => {
      if (now === list) return []
      const turns = this.turnsTo(container, list)
      const begun = container.mayHaveBegun.has(list) && now !== 'finally' && now !== 'afterExecution'
      // Only a container without anything to do here turns to another list while all is frozen.
      const mustTurn = turns && (!this.isFrozen || this.childrenIn(container, now).length === 0)
      return mustTurn || begun ? this.following(container, list).map((place) => ({ ...place, must: mustTurn })) : []
    })
    return [...(free ? here.map((place) => ({ ...place, must: true })) : []), ...sides]
  }

  /** The places of a list that are next, were nothing frozen. */
  following(container: ReferenceRun, list: string): readonly Place[] {
    const children = this.childrenIn(container, list)
    const live = children.filter(isLive).length
    const there = new Set(children.map(placeKey))
    const missing = placesOf(container, list).filter((place) => !there.has(placeKey(place)))
    const { limit } = container.task
    const slots = limit === 0 ? Number.POSITIVE_INFINITY : Math.max(0, limit - live)
    switch (mannerOf(container, list)) {
      case 'one after another':
        return live > 0 ? [] : missing.slice(0, 1)
      case 'side by side':
        return missing.slice(0, slots)
      case 'by dependencies':
        return missing.filter(({ task }) => this.dependenciesAreOver(container, list, task)).slice(0, slots)
      case 'by values':
        return this.followingByValues(container, children, missing)
    }
  }

  private dependenciesAreOver(container: ReferenceRun, list: string, { dependsOn }: TreeTask): boolean {
    const needed = enabled(container, list).filter(({ id }) => dependsOn.includes(id))
    const children = this.childrenIn(container, list)
    return needed.every(({ id }) => children.some((run) => run.task.id === id && !isLive(run)))
  }

  /** A value that was begun goes on with its next task; further ones begin as long as fewer than the limit are under way. */
  private followingByValues(
    container: ReferenceRun,
    children: readonly ReferenceRun[],
    missing: readonly Place[],
  ): readonly Place[] {
    const byValue = [...Map.groupBy(missing, (place) => place.iteration)]
    const begun = (value: number | null) => children.some((run) => run.iteration === value)
    const rests = (value: number | null) => !children.some((run) => run.iteration === value && isLive(run))
    const goOn = byValue.filter(([value]) => begun(value) && rests(value))
    const underWay = new Set(children.filter(isLive).map((run) => run.iteration)).size + goOn.length
    const { limit } = container.task
    const slots = limit === 0 ? Number.POSITIVE_INFINITY : Math.max(0, limit - underWay)
    const fresh = byValue.filter(([value]) => !begun(value)).slice(0, slots)
    return [...goOn, ...fresh].flatMap(([, places]) => places.slice(0, 1))
  }

  /** The state in which a container ends now; null while it does not. */
  endOf(container: ReferenceRun): State | null {
    if (!this.isOpen(container) || !this.isQuiet(container)) return null
    const now = this.listNow(container)
    if (this.isFrozen && this.childrenIn(container, now).length > 0) return null
    if (now === normalList(container)) {
      if (!this.isNormalOver(container)) return null
    } else if (!this.isWorkedOff(container, now)) return null
    if (this.turnsTo(container, 'errors') || this.turnsTo(container, 'finally')) return null
    return this.finalState(container)
  }

  /** The worst end counts (engine.md 3.5). */
  private finalState(container: ReferenceRun): State {
    const { kind, allowFailure, allowWarning } = container.task
    const ends = this.ends(container)
    const worst = (['KILLED', 'FAILED', 'WARNING'] as const).find((state) => ends.includes(state)) ?? 'SUCCESS'
    const state = tolerated(worst, allowFailure, allowWarning)
    return kind === 'allowFailure' && state === 'FAILED' ? 'WARNING' : state
  }

  /** Remembers which side lists may have been begun, before something stops all that is new. */
  noteBegun(): void {
    if (this.isFrozen) return
    for (const container of [this.root, ...this.runs]) {
      for (const list of ['errors', 'finally'] as const)
        if (this.turnsTo(container, list)) container.mayHaveBegun.add(list)
    }
  }

  /** The end of the execution itself, in a state that it may be in already. */
  end(...states: readonly State[]): void {
    enter(this.root, ...states)
    for (const run of this.runs) {
      if (run.list === 'onPause' && isLive(run) && stateOf(run) !== 'RUNNING') enter(run, 'CANCELLED')
    }
    this.isDone = enabled(this.root, 'afterExecution').length === 0
  }
}

/** What `allowFailure` and `allowWarning` make of a state. */
export function tolerated(state: State, allowFailure: boolean, allowWarning: boolean): State {
  const softened = state === 'FAILED' && allowFailure ? 'WARNING' : state
  return softened === 'WARNING' && allowWarning ? 'SUCCESS' : softened
}

/** True for task runs that belong to `afterExecution`. */
export function isAfterTheEnd(run: ReferenceRun): boolean {
  return run.parent === null ? run.list === 'afterExecution' : isAfterTheEnd(run.parent)
}

export function isNormal(run: ReferenceRun): boolean {
  return !isSideList(run.list)
}
