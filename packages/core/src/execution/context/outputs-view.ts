import { createScope, type Scope, type ScopeValue } from '@countersign/expression'
import type { ValueMap } from '../../json/value.ts'
import { holdsSealed } from '../../sealed/sealed-value.ts'
import { isMap } from '../../task/properties/value-text.ts'
import type { State } from '../state.ts'
import type { ContextInput } from './facts.ts'
import { iterationsView, loopsAround } from './iterations-view.ts'
import { openSealed } from './open-sealed.ts'
import { type OutputsRow, rowsOf, taskIds } from './output-rows.ts'
import { stateOfTask } from './task-states-view.ts'

/**
 * `outputs`: by task id, nested by the loop values on the way (engine.md 3.12). A task's outputs are loaded when they are read.
 * A task that did its work without outputs has an empty map (observed: kv-missing); one that did not, such as a SKIPPED one,
 * is not there (observed: bas-runif).
 */
export function outputsView(input: ContextInput): Scope {
  const known = new Map<string, ScopeValue | undefined>()
  const read = (taskId: string): ScopeValue | undefined => {
    if (!known.has(taskId)) known.set(taskId, outputsOfTask(input, taskId))
    return known.get(taskId)
  }
  return createScope({
    get: read,
    has: (taskId) => read(taskId) !== undefined,
    keys: () => {
      const withOutputs = new Set(taskIds(input))
      const exists = (taskId: string) => withOutputs.has(taskId) || emptyOutputs(input, taskId) !== undefined
      return [...input.plan.nodes.keys()].filter(exists)
    },
  })
}

function outputsOfTask(input: ContextInput, taskId: string): ScopeValue | undefined {
  const node = input.plan.nodes.get(taskId)
  const loops = node === undefined ? [] : loopsAround(node)
  if (loops.length > 0) return iterationsView(input, taskId, loops)
  return nest(rowsOf(input, taskId), input) ?? emptyOutputs(input, taskId)
}

const WORK_DONE: ReadonlySet<State> = new Set(['SUCCESS', 'WARNING', 'FAILED'])

/** Flowables without outputs have no map at all. */
function emptyOutputs(input: ContextInput, taskId: string): ValueMap | undefined {
  const type = input.plan.nodes.get(taskId)?.type
  if (type === null || type === undefined || type.kind === 'flowable') return undefined
  const state = stateOfTask(input, taskId)
  return state !== undefined && WORK_DONE.has(state) ? {} : undefined
}

/** A map of loop values, outermost first; its leaves are outputs. */
type Tree = Map<string, Tree | ValueMap>

/**
 * Outside loops a task has the outputs of its task run. Those that it made inside of loops hang in a tree of loop values still when
 * it is replayed on a revision of the flow that took it out of them.
 */
function nest(rows: readonly OutputsRow[], { answers }: Pick<ContextInput, 'answers'>): ScopeValue | undefined {
  const [first] = rows
  if (first === undefined) return undefined
  if (first.path.length === 0) return openSealed(rows.map((row) => row.outputs).reduce(merge), answers)
  const root: Tree = new Map()
  for (const { path, outputs } of rows) hang(root, path, outputs)
  return rows.some((row) => holdsSealed(row.outputs)) ? openTree(root, answers) : root
}

function openTree(tree: Tree, answers: ContextInput['answers']): ReadonlyMap<string, ScopeValue> {
  const open = (branch: Tree | ValueMap) =>
    branch instanceof Map ? openTree(branch, answers) : openSealed(branch, answers)
  return new Map([...tree].map(([value, branch]) => [value, open(branch)]))
}

function hang(tree: Tree, [value = '', ...inner]: readonly string[], outputs: ValueMap): void {
  const found = tree.get(value)
  if (inner.length > 0) {
    const branch: Tree = found instanceof Map ? found : new Map()
    tree.set(value, branch)
    return hang(branch, inner, outputs)
  }
  // Equal loop values share one place; so do repetitions of one iteration.
  tree.set(value, found === undefined || found instanceof Map ? outputs : merge(found, outputs))
}

/** Deep merge of maps; anything else is replaced by the later one. */
function merge(first: ValueMap, second: ValueMap): ValueMap {
  const merged = new Map(Object.entries(first))
  for (const [key, value] of Object.entries(second)) {
    const before = merged.get(key) ?? null
    merged.set(key, isMap(before) && isMap(value) ? merge(before, value) : value)
  }
  return Object.fromEntries(merged)
}
