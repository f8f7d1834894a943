import { isSideBranch } from '../final-state.ts'
import type { PlanNode } from '../plan.ts'
import type { Progress } from '../progress.ts'
import type { TaskRun } from '../task-run.ts'
import type { Work } from './scheduling.ts'

/** The place of a child in the list that its container works off; -1 when it is not in it. */
export function placeOf(
  { nodes, times }: Work,
  { values }: Pick<Progress, 'values'>,
  node: PlanNode,
  run: Pick<TaskRun, 'iterationKey'>,
): number {
  const index = nodes.indexOf(node)
  const isLoop = values !== undefined && times > 0 && !isSideBranch(node.branch)
  return index < 0 || !isLoop ? index : valueIndex(run) * nodes.length + index
}

/** Not `iteration`: a LoopUntil in a loop counts its own rounds there. */
function valueIndex({ iterationKey }: Pick<TaskRun, 'iterationKey'>): number {
  return Number(iterationKey.slice(iterationKey.lastIndexOf('/') + 1))
}
