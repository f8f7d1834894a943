import type { PlanNode } from '../plan.ts'
import { allowFailure } from './allow-failure.ts'
import { batches } from './batches.ts'
import type { Flowable } from './flowable.ts'
import { each, forEach } from './for-each.ts'
import { forEachItem } from './for-each-item.ts'
import { FOR_EACH_ITEM, FOR_EACH_ITEM_PARTS } from './for-each-item-types.ts'
import { ifTask } from './if.ts'
import { loop, loopIteration } from './loop.ts'
import { LOOP, LOOP_ITERATION } from './loop-type.ts'
import { loopUntil } from './loop-until.ts'
import { parallel } from './parallel.ts'
import { pause } from './pause.ts'
import { sequential } from './sequential.ts'
import { subflow } from './subflow.ts'
import { switchTask } from './switch.ts'
import { workingDirectory } from './working-directory.ts'
import { WORKING_DIRECTORY } from './working-directory-type.ts'

const FLOW = 'io.kestra.plugin.core.flow'

/** The flowables that this engine carries out, by canonical type. */
const FLOWABLES: ReadonlyMap<string, Flowable> = new Map([
  [`${FLOW}.Sequential`, sequential],
  [`${FLOW}.Parallel`, parallel],
  [`${FLOW}.Dag`, parallel],
  [`${FLOW}.If`, ifTask],
  [`${FLOW}.Switch`, switchTask],
  [`${FLOW}.AllowFailure`, allowFailure],
  [`${FLOW}.ForEach`, forEach],
  [`${FLOW}.EachSequential`, each],
  [`${FLOW}.EachParallel`, each],
  [`${FLOW}.LoopUntil`, loopUntil],
  [`${FLOW}.Pause`, pause],
  [`${FLOW}.Subflow`, subflow],
  [WORKING_DIRECTORY, workingDirectory],
  [FOR_EACH_ITEM, forEachItem],
  [FOR_EACH_ITEM_PARTS.items.type, batches],
  [LOOP, loop],
  [LOOP_ITERATION, loopIteration],
])

/** The behaviour of a flowable task; undefined for every other task. */
export function flowableOf(node: PlanNode | null): Flowable | undefined {
  return FLOWABLES.get(node?.type?.type ?? '')
}
