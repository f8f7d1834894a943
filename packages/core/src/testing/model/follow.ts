import type { State } from '../../execution/state.ts'
import type { TaskRun } from '../../execution/task-run.ts'
import { type ExecutionRows, taskRunsInOrder } from '../execution-rows.ts'
import { type Move, moveOf, RANKS, rootMove } from './moves.ts'
import type { Reference } from './reference.ts'
import { enter, newRun, normalList, type Place, placeKey, type ReferenceRun } from './reference-run.ts'

/** A task run as the engine wrote it, with what the model compares. */
interface Observed {
  readonly id: string
  readonly taskId: string
  readonly parentId: string | null
  readonly iteration: number | null
  readonly iterationKey: string
  readonly value: string | null
  readonly histories: readonly State[]
  /** Asking for a child leaves no trace in the history. */
  readonly asksForChild: boolean
}

/**
 * Takes the model where the engine went in one turn, by steps of which each is allowed as things stand: the engine chooses among
 * what may happen side by side, the model says whether it may. Creations keep the order of the engine. Gives what does not
 * come out the same, in words.
 */
export function follow(model: Reference, rows: ExecutionRows): readonly string[] {
  const observed = taskRunsInOrder(rows).map(observe)
  const byId = new Map(observed.map((run) => [run.id, run]))
  const header = rows.execution.histories.map((entry) => entry.state)
  while (createNext(model, observed) || moveOne(model, byId, header, rows.execution.progress.branch === 'done')) {
    // Each step was applied by finding it.
  }
  model.noteBegun()
  return differences(model, observed, header, rows)
}

function observe({ histories, waiting, ...run }: TaskRun): Observed {
  return { ...run, histories: histories.map((entry) => entry.state), asksForChild: waiting?.kind === 'child' }
}

/** Creates the first task run that the engine has and the model has not, if it may be created now. */
function createNext(model: Reference, observed: readonly Observed[]): boolean {
  const at = observed.findIndex((run) => model.run(run.id) === undefined)
  const next = observed[at]
  if (next === undefined) return false
  const parent = next.parentId === null ? model.root : model.run(next.parentId)
  if (parent === undefined) return false
  const place = placeFor(model, parent, next, observed[at - 1])
  if (place === undefined) return false
  const inside = parent === model.root ? null : parent
  model.runs.push(
    newRun({ key: next.id, task: place.task, parent: inside, list: place.list, iteration: place.iteration }),
  )
  return true
}

function placeFor(
  model: Reference,
  parent: ReferenceRun,
  next: Observed,
  before: Observed | undefined,
): Place | undefined {
  const [told] = parent.task.lists.onPause ?? []
  if (told?.id === next.taskId) {
    // A gate that has just asked begins it, once for each time that it asks.
    const asks = parent.histories.at(-1) === 'PAUSED' && before?.id !== undefined
    const isThere = model.runs.some((run) => run.parent === parent && run.list === 'onPause')
    return asks && !isThere ? { list: 'onPause', task: told, iteration: null } : undefined
  }
  const isThis = (place: Place) => placeKey(place) === `${next.taskId}/${next.iteration}`
  const open = model.openings(parent).find(isThis)
  if (open !== undefined || !model.isFrozen || before === undefined) return open
  // Those that begin together begin even when a gate among them waits already.
  const sibling = model.run(before.id)
  const list = sibling?.parent === (parent === model.root ? null : parent) ? sibling?.list : undefined
  return list === undefined || list === 'onPause' || list !== model.listNow(parent)
    ? undefined
    : model.following(parent, list).find(isThis)
}

/** Takes one step that the engine took as well; those that stop others last, the innermost first. */
function moveOne(
  model: Reference,
  byId: ReadonlyMap<string, Observed>,
  header: readonly State[],
  isDone: boolean,
): boolean {
  const found: { readonly run: ReferenceRun; readonly move: Move; readonly depth: number }[] = []
  const pausesNext = header[model.root.histories.length] === 'PAUSED'
  for (const run of model.runs) {
    const seen = byId.get(run.key)
    const move = moveOf(model, run)
    if (seen === undefined || move === null || !continues(run.histories, move.enters, seen.histories)) continue
    if (move.enters.length === 0 && !hasHappened(model, run, seen, byId)) continue
    const rank = run.list === 'onPause' && pausesNext ? 'runs beside' : move.rank
    found.push({ run, move: { ...move, rank }, depth: depthOf(run) })
  }
  const root = rootMove(model)
  if (root !== null && (root.enters.length > 0 || isDone) && continues(model.root.histories, root.enters, header)) {
    found.push({ run: model.root, move: root, depth: 0 })
  }
  found.sort((a, b) => RANKS.indexOf(a.move.rank) - RANKS.indexOf(b.move.rank) || b.depth - a.depth)
  const [first] = found
  if (first === undefined) return false
  enter(first.run, ...first.move.enters)
  first.move.act?.()
  if (first.move.enters.includes('PAUSED') && first.run.task.kind === 'pause') ask(model, first.run)
  return true
}

/** Steps that no history shows: a child was asked for, or the task runs of a loop's last round are gone. */
function hasHappened(
  model: Reference,
  run: ReferenceRun,
  seen: Observed,
  byId: ReadonlyMap<string, Observed>,
): boolean {
  return run.task.kind === 'loopUntil' ? !model.below(run).some(({ key }) => byId.has(key)) : seen.asksForChild
}

function continues(before: readonly State[], enters: readonly State[], seen: readonly State[]): boolean {
  return enters.every((state, index) => seen[before.length + index] === state)
}

function depthOf({ parent }: ReferenceRun): number {
  return parent === null ? 1 : 1 + depthOf(parent)
}

/** Counts the requests of a gate, by the iteration that it stands in. */
function ask(model: Reference, run: ReferenceRun): void {
  const here = run.histories.filter((state) => state === 'PAUSED').length - 1
  const key = gateKey(run)
  model.asked.set(key, Math.max(here, model.asked.get(key) ?? 0) + 1)
}

function gateKey(run: ReferenceRun): string {
  return `${run.task.id}/${iterationKeyOf(run)}`
}

/** The indexes of the loops on the way to a task run, outermost first. */
function iterationKeyOf({ parent, iteration }: ReferenceRun): string {
  const outer = parent === null ? '' : iterationKeyOf(parent)
  if (iteration === null) return outer
  return outer === '' ? String(iteration) : `${outer}/${iteration}`
}

function differences(
  model: Reference,
  observed: readonly Observed[],
  header: readonly State[],
  rows: ExecutionRows,
): readonly string[] {
  const found: string[] = []
  const compare = (what: string, engine: unknown, reference: unknown) => {
    if (engine !== reference) found.push(`${what}: the engine has ${engine}, the model ${reference}`)
  }
  compare('order of task runs', observed.map((run) => run.id).join(), model.runs.map((run) => run.key).join())
  compare('history of the execution', header.join(), model.root.histories.join())
  compare('end', rows.execution.progress.branch === 'done', model.isDone)
  compare('attemptNumber', rows.execution.attemptNumber, model.attemptNumber)
  for (const seen of observed) {
    const run = model.run(seen.id)
    const name = `${seen.taskId}[${seen.iterationKey}]`
    if (run === undefined) {
      found.push(`${name} may not exist`)
      continue
    }
    compare(`history of ${name}`, seen.histories.join(), run.histories.join())
    compare(`iteration key of ${name}`, seen.iterationKey, iterationKeyOf(run))
    compare(`value of ${name}`, seen.value, loopValueOf(run))
  }
  for (const request of rows.requests.values()) {
    const last = model.asked.get(`${request.taskId}/${request.iterationKey}`) ?? 0
    if (request.round > last) found.push(`${request.taskId} asks in round ${request.round} of ${last}`)
  }
  return found
}

function loopValueOf({ parent, list, iteration }: ReferenceRun): string | null {
  if (parent === null || iteration === null || list !== normalList(parent) || parent.task.kind === 'loopUntil')
    return null
  return [...new Set(parent.task.values)][iteration] ?? null
}

/** What is left undone when the engine has come to rest, in words. */
export function leftUndone(model: Reference): readonly string[] {
  const moves = model.runs.filter((run) => moveOf(model, run) !== null)
  const children = [model.root, ...model.runs].flatMap((container) =>
    model
      .openings(container)
      .filter((opening) => opening.must)
      .map(({ task }) => `${task.id} of ${container.task.id} does not begin`),
  )
  const told = model.runs.filter((run) => {
    const tasks = (run.task.lists.onPause ?? []).filter((task) => !task.disabled)
    const isThere = model.runs.some((one) => one.parent === run && one.list === 'onPause')
    return run.task.kind === 'pause' && run.histories.at(-1) === 'PAUSED' && tasks.length > 0 && !isThere
  })
  return [
    ...moves.map((run) => `${run.task.id}[${iterationKeyOf(run)}] does not go on from ${run.histories.at(-1)}`),
    ...children,
    ...told.map((run) => `${run.task.id} does not run its onPause`),
    ...(rootMove(model) === null ? [] : ['the execution does not end']),
  ]
}
