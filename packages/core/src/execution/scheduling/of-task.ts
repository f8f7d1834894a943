import { LITERAL_RENDERER } from '../../task/properties/property-builder.ts'
import { isSideBranch } from '../final-state.ts'
import { CONCURRENT_PROPERTIES } from '../flowables/concurrent-properties.ts'
import { LOOP, LOOP_PROPERTIES } from '../flowables/loop-type.ts'
import { FOR_EACH_PROPERTIES } from '../flowables/loop-types.ts'
import type { PlanNode } from '../plan.ts'
import type { Progress } from '../progress.ts'
import { inDependencyOrder } from './dag.ts'
import { inParallel } from './parallel.ts'
import type { Scheduling } from './scheduling.ts'
import { inSequence } from './sequential.ts'
import { inValueGroups } from './value-groups.ts'

interface Orders {
  readonly normal: (node: PlanNode) => Scheduling
  /** Of `errors` and `finally`. */
  readonly side: (node: PlanNode) => Scheduling
}

const FLOW = 'io.kestra.plugin.core.flow'

/** The task types whose children do not simply run one after another. */
const ORDERS: ReadonlyMap<string, Orders> = new Map([
  [`${FLOW}.Parallel`, { normal: atOnce, side: atOnce }],
  [`${FLOW}.EachParallel`, { normal: atOnce, side: atOnce }],
  [`${FLOW}.Dag`, { normal: (node) => inDependencyOrder(concurrentOf(node)), side: atOnce }],
  [`${FLOW}.ForEach`, { normal: (node) => byValue(node, FOR_EACH_PROPERTIES), side: () => inSequence }],
  [LOOP, { normal: (node) => byValue(node, LOOP_PROPERTIES), side: () => inSequence }],
])

/** The order in which a task creates the children of one of its lists (engine.md 4). */
export function schedulingIn(node: PlanNode, branch: Progress['branch']): Scheduling {
  const orders = ORDERS.get(node.type?.type ?? '')
  return (isSideBranch(branch) ? orders?.side : orders?.normal)?.(node) ?? inSequence
}

function atOnce(node: PlanNode): Scheduling {
  return inParallel(concurrentOf(node))
}

function concurrentOf({ task }: PlanNode): number {
  return CONCURRENT_PROPERTIES.concurrent.render(task.properties.concurrent, LITERAL_RENDERER, 'concurrent')
}

function byValue(
  { task }: PlanNode,
  { concurrencyLimit }: Pick<typeof FOR_EACH_PROPERTIES, 'concurrencyLimit'>,
): Scheduling {
  const limit = concurrencyLimit.render(task.properties.concurrencyLimit, LITERAL_RENDERER, 'concurrencyLimit')
  return limit === 1 ? inSequence : inValueGroups(limit)
}
