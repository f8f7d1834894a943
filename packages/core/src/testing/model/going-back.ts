import { isAfterTheEnd, isNormal, type Reference } from './reference.ts'
import {
  enabled,
  enter,
  isContainer,
  isLive,
  mannerOf,
  placeKey,
  placesOf,
  type ReferenceRun,
  stateOf,
} from './reference-run.ts'

/** The task runs from which a restart goes on: those whose own failure ended the execution (engine.md 7.4). Null when it is refused. */
export function restartTargets(model: Reference): readonly ReferenceRun[] | null {
  const state = stateOf(model.root)
  if (!model.isDone || state === 'KILLED' || state === 'RETRIED') return null
  const failed = (container: ReferenceRun): readonly ReferenceRun[] =>
    model
      .children(container)
      .filter((run) => isNormal(run) && stateOf(run) === 'FAILED')
      .flatMap((run) => {
        const inner = failed(run)
        return inner.length === 0 ? [run] : inner
      })
  const targets = failed(model.root)
  return targets.length === 0 ? null : targets
}

/** Task runs from which a replay can go on. */
export function replayTargets(model: Reference): readonly ReferenceRun[] {
  return model.runs.filter((run) => !isAfterTheEnd(run) && run.list !== 'onPause')
}

/**
 * What waits in an execution that is copied waits for something that the copy does not have: it starts again in the copy. What a
 * gate runs beside itself is not copied.
 */
export function takeOver(model: Reference, targets: readonly ReferenceRun[]): void {
  const before = new Set(model.runs)
  const touched = new Set([...targets, ...targets.flatMap(ancestors), ...goneWith(model, targets)])
  const waits = [...before].filter((run) => isLive(run) && !touched.has(run) && isLeaf(run))
  goBack(model, [...targets, ...waits.filter((run) => run.list !== 'onPause')], 'replay')
  model.runs = model.runs.filter((run) => run.list !== 'onPause' || !isLive(run))
}

/** Nothing inside of it lives, and it does not go on by itself. */
function isLeaf(run: ReferenceRun): boolean {
  return !isContainer(run) || stateOf(run) !== 'RUNNING' || run.isRoundDue
}

/**
 * Takes task runs back to their start. What lived inside of them goes, and so does what began because one of them, or of those
 * around them, had ended.
 */
export function goBack(model: Reference, targets: readonly ReferenceRun[], mode: 'restart' | 'replay'): void {
  const around = new Set(targets.flatMap(ancestors))
  const gone = goneWith(model, targets)
  model.runs = model.runs.filter((run) => !gone.has(run))
  for (const run of around) {
    enter(run, 'RUNNING')
    run.isRoundDue = false
  }
  for (const run of targets) {
    enter(run, 'RESTARTED')
    run.choice = null
    run.answered = null
    run.round = 0
    run.isRoundDue = false
    run.child = mode === 'restart' && run.task.kind === 'subflow' && run.knowsChild ? 'asked for' : 'none'
    run.knowsChild = false
  }
  for (const run of [model.root, ...model.runs]) run.mayHaveBegun.clear()
  if (mode === 'replay') model.asked = new Map()
  enter(model.root, 'RESTARTED')
  model.attemptNumber++
  model.isDone = false
}

function goneWith(model: Reference, targets: readonly ReferenceRun[]): ReadonlySet<ReferenceRun> {
  const around = new Set(targets.flatMap(ancestors))
  const opened = new Set([...targets, ...around])
  const gone = new Set(targets.flatMap((run) => model.below(run)))
  for (const container of [model.root, ...around]) {
    for (const run of laterOnes(model, container, opened)) for (const one of [run, ...model.below(run)]) gone.add(one)
  }
  return gone
}

function ancestors({ parent }: ReferenceRun): readonly ReferenceRun[] {
  return parent === null ? [] : [parent, ...ancestors(parent)]
}

function laterOnes(
  model: Reference,
  container: ReferenceRun,
  opened: ReadonlySet<ReferenceRun>,
): readonly ReferenceRun[] {
  const parent = container === model.root ? null : container
  const children = model.runs.filter((run) => run.parent === parent)
  const again = children.filter((run) => opened.has(run))
  const lists = new Set(again.map((run) => run.list))
  return children.filter((run) => {
    if (opened.has(run)) return false
    if (lists.has(run.list)) return again.some((first) => follows(container, run, first))
    return again.some((first) => children.indexOf(run) > children.indexOf(first))
  })
}

/** True when a task run began because another one of its list had ended. */
function follows(container: ReferenceRun, later: ReferenceRun, first: ReferenceRun): boolean {
  const order = placesOf(container, first.list).map(placeKey)
  const isLater = order.indexOf(placeKey(later)) > order.indexOf(placeKey(first))
  switch (mannerOf(container, first.list)) {
    case 'one after another':
      return isLater
    case 'side by side':
      return false
    case 'by values':
      return isLater && later.iteration === first.iteration
    case 'by dependencies':
      return needs(container, later.task.id, first.task.id)
  }
}

function needs(container: ReferenceRun, id: string, other: string): boolean {
  const task = enabled(container, 'tasks').find((one) => one.id === id)
  return task?.dependsOn.some((needed) => needed === other || needs(container, needed, other)) ?? false
}
