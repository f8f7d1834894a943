import type { ExecutionStore, WholeExecution } from '@countersign/core'
import type { HotExecution } from './hot-execution.ts'

/** Every row of an execution that a restart or a replay looks at: from memory when all of them are there. */
export async function wholeExecution(
  executions: Pick<ExecutionStore, 'taskRuns' | 'outputs' | 'loopValues'>,
  hot: HotExecution,
): Promise<WholeExecution> {
  const { execution } = hot
  if (hot.complete) {
    const taskRuns = [...hot.taskRuns.values()].sort((a, b) => a.sequence - b.sequence)
    const isLoop = taskRuns.some((run) => run.progress?.values !== undefined)
    const loopValues = isLoop ? await executions.loopValues(execution.id) : []
    return { execution, taskRuns, outputs: [...hot.outputs.values()].flat(), loopValues }
  }
  const [taskRuns, outputs, loopValues] = await Promise.all([
    executions.taskRuns(execution.id),
    executions.outputs(execution.id),
    executions.loopValues(execution.id),
  ])
  return { execution, taskRuns, outputs, loopValues }
}
