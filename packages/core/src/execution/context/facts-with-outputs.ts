import type { ValueMap } from '../../json/value.ts'
import type { TaskRun, TaskRunOutputs } from '../task-run.ts'
import type { ExecutionFacts } from './facts.ts'
import { valuePath } from './value-path.ts'

/**
 * The facts as they are once a task run has these outputs: for what is rendered before they are kept, because a step changes
 * nothing before everything is rendered.
 */
export function factsWithOutputs(facts: ExecutionFacts, run: TaskRun, outputs: ValueMap): ExecutionFacts {
  const { tenant, executionId, id: taskRunId, taskId } = run
  const path = valuePath(run, (id) => facts.findTaskRun(id))
  const own: TaskRunOutputs = { tenant, executionId, taskRunId, taskId, path, outputs }
  const withOwn = (rows: readonly TaskRunOutputs[]) => [...rows.filter((row) => row.taskRunId !== taskRunId), own]
  return {
    execution: facts.execution,
    findTaskRun: (id) => facts.findTaskRun(id),
    outputsOf: (id) => {
      const rows = facts.outputsOf(id)
      return id === taskId && rows !== undefined ? withOwn(rows) : rows
    },
    outputsAt: (id, at) =>
      id === taskId && at.length === path.length && at.every((value, index) => value === path[index])
        ? own
        : facts.outputsAt(id, at),
    outputsSince: (id) => {
      const rows = facts.outputsSince?.(id) ?? []
      return id === taskId ? withOwn(rows) : rows
    },
    taskIdsWithOutputs: () => {
      const ids = facts.taskIdsWithOutputs()
      return ids === undefined || ids.includes(taskId) ? ids : [...ids, taskId]
    },
    latestTaskRunOf: (id, value) => facts.latestTaskRunOf(id, value),
    loopValue: (id, index) => facts.loopValue?.(id, index),
    valuesOf: (id) => facts.valuesOf(id),
  }
}
