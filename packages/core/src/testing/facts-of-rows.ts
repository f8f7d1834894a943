import type { ExecutionFacts } from '../execution/context/facts.ts'
import { type ExecutionRows, outputsByTask, outputsOfIteration, taskRunsInOrder } from './execution-rows.ts'

/** All rows of an execution as facts of which everything is known. */
export function factsOfRows(rows: ExecutionRows): ExecutionFacts {
  const outputs = outputsByTask(rows)
  const runs = taskRunsInOrder(rows)
  return {
    execution: rows.execution,
    findTaskRun: (id) => rows.taskRuns.get(id),
    outputsOf: (taskId) => outputs.get(taskId) ?? [],
    outputsAt: (taskId, path) => outputsOfIteration(rows, taskId, path),
    taskIdsWithOutputs: () => [...outputs.keys()],
    latestTaskRunOf: (taskId, value) =>
      runs.findLast((run) => run.taskId === taskId && (value === undefined || run.value === value)) ?? null,
    valuesOf: (taskId) => runs.flatMap((run) => (run.taskId === taskId && run.value !== null ? [run.value] : [])),
  }
}
