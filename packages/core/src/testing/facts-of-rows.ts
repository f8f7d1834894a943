import type { ExecutionFacts } from '../execution/context/facts.ts'
import { type ExecutionRows, outputsByTask, taskRunsInOrder } from './execution-rows.ts'

/** All that is known about an execution, for renderings outside of its turns. */
export function factsOfRows(rows: ExecutionRows): ExecutionFacts {
  const outputs = outputsByTask(rows)
  return {
    execution: rows.execution,
    findTaskRun: (id) => rows.taskRuns.get(id),
    outputsOf: (taskId) => outputs.get(taskId) ?? [],
    taskIdsWithOutputs: () => [...outputs.keys()],
    latestTaskRunOf: (taskId) => taskRunsInOrder(rows).findLast((run) => run.taskId === taskId) ?? null,
  }
}
