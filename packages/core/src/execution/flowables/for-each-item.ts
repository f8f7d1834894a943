import type { PlanNode } from '../plan.ts'
import { beginBranch } from './begin.ts'
import type { Flowable } from './flowable.ts'
import { FOR_EACH_ITEM, FOR_EACH_ITEM_PARTS } from './for-each-item-types.ts'

/** Splits a file, runs a flow for each batch, and gathers the outputs: three children that it makes itself (engine.md 4.12). */
export const forEachItem: Flowable = {
  start: (step, run) => beginBranch(step, run, 'tasks'),
}

/** The id of the part that splits, beside the part that starts the executions. */
export function splitTaskId({ task }: PlanNode): string {
  const { items, split } = FOR_EACH_ITEM_PARTS
  return `${task.id.slice(0, -items.suffix.length)}${split.suffix}`
}

/** True for the part of a ForEachItem that starts the executions. */
export function startsBatches(node: PlanNode | null | undefined): boolean {
  return node?.task.type === FOR_EACH_ITEM_PARTS.items.type && node.parent?.task.type === FOR_EACH_ITEM
}
