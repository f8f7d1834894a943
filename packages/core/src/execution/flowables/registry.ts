import type { PlanNode } from '../plan.ts'
import { allowFailure } from './allow-failure.ts'
import type { Flowable } from './flowable.ts'
import { each, forEach } from './for-each.ts'
import { ifTask } from './if.ts'
import { loopUntil } from './loop-until.ts'
import { parallel } from './parallel.ts'
import { pause } from './pause.ts'
import { sequential } from './sequential.ts'
import { subflow } from './subflow.ts'
import { switchTask } from './switch.ts'

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
])

/** The behaviour of a flowable task; undefined for every other task. */
export function flowableOf(node: PlanNode | null): Flowable | undefined {
  return FLOWABLES.get(node?.type?.type ?? '')
}
