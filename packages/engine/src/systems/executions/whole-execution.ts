import type { ExecutionStore, WholeExecution } from '@countersign/core'
import type { HotExecution } from './hot-execution.ts'

/** Every row of an execution that a restart or a replay looks at: from memory when all of them are there. */
export async function wholeExecution(
  executions: Pick<ExecutionStore, 'taskRuns' | 'outputs'>,
  hot: HotExecution,
): Promise<WholeExecution> {
  const { execution } = hot
  if (hot.complete) {
    const taskRuns = [...hot.taskRuns.values()].sort((a, b) => a.sequence - b.sequence)
    return { execution, taskRuns, outputs: [...hot.outputs.values()].flat() }
  }
  const [taskRuns, outputs] = await Promise.all([executions.taskRuns(execution.id), executions.outputs(execution.id)])
  return { execution, taskRuns, outputs }
}
