import type { Task } from '../../flow/flow.ts'
import type { ValueMap } from '../../json/value.ts'
import { FOR_EACH_ITEM, FOR_EACH_ITEM_PARTS, ITEMS_PROPERTIES, SPLIT_PROPERTIES } from './for-each-item-types.ts'
import { LOOP, LOOP_ITERATION } from './loop-type.ts'

/** The children that a task makes of its own properties, for types that do; of every other type none. */
export function generatedChildren(task: Task): readonly Task[] {
  if (task.type === FOR_EACH_ITEM) return partsOfForEachItem(task)
  return task.type === LOOP ? [iterationOf(task)] : []
}

/** What the children of a task are compiled from: its own lists, or those that it makes instead. */
export function branchesWithin(task: Task): Task['branches'] {
  if (task.type === LOOP) return { tasks: generatedChildren(task) }
  const generated = generatedChildren(task)
  return generated.length === 0 ? task.branches : { ...task.branches, tasks: generated }
}

function partsOfForEachItem(task: Task): readonly Task[] {
  const { split, items, merge } = FOR_EACH_ITEM_PARTS
  return [
    part(task, split, pick(task.properties, SPLIT_PROPERTIES)),
    part(task, items, pick(task.properties, ITEMS_PROPERTIES)),
    part(task, merge, {}),
  ]
}

/** An iteration of a Loop holds the tasks of the Loop, and has its own end, failed or not (version-2.md). */
function iterationOf(task: Task): Task {
  const properties = pick(task.properties, { outputs: true })
  return { ...part(task, { suffix: '_iteration', type: LOOP_ITERATION }, properties), branches: task.branches }
}

/** Tolerating a failure is for the whole: a part keeps its own state (observed: fei-failed). */
function part(
  { id, logLevel, logToFile }: Task,
  { suffix, type }: { readonly suffix: string; readonly type: string },
  properties: ValueMap,
): Task {
  return {
    id: `${id}${suffix}`,
    type,
    disabled: false,
    allowFailure: false,
    allowWarning: false,
    ...(logLevel === undefined ? {} : { logLevel }),
    ...(logToFile === undefined ? {} : { logToFile }),
    properties,
    branches: {},
  }
}

function pick(properties: ValueMap, shape: Readonly<Record<string, unknown>>): ValueMap {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => Object.hasOwn(shape, name)))
}
