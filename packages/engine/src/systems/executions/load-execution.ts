import { type ApprovalStore, type ExecutionStore, invariant, type TaskRun } from '@countersign/core'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { HotExecution, WHOLE_EXECUTION_TASK_RUNS } from './hot-execution.ts'

interface LoadExecutionOptions {
  readonly executions: Pick<ExecutionStore, 'load' | 'taskRuns' | 'outputs' | 'loopValues'>
  readonly approvals: Pick<ApprovalStore, 'openOf'>
  readonly library: FlowLibrary
}

/**
 * Reads what a turn needs of an execution: the whole of a small one, or else the header, open requests, and task runs that are
 * not terminated with their ancestors. What cannot be there is not looked for. Null when no execution has the id.
 */
export async function loadExecution(options: LoadExecutionOptions, id: string): Promise<HotExecution | null> {
  const { executions, approvals, library } = options
  const loaded = await executions.load(id)
  if (loaded === null) return null
  const { execution, liveTaskRuns } = loaded
  const { tenant, namespace, flowId, flowRevision } = execution
  const complete = execution.nextSequence <= WHOLE_EXECUTION_TASK_RUNS
  const allLive = liveTaskRuns.length === execution.nextSequence
  const [plan, requests, taskRuns, outputs, loopValues] = await Promise.all([
    library.revision(tenant, namespace, flowId, flowRevision),
    liveTaskRuns.some(waitsForPeople) ? approvals.openOf(id) : [],
    complete && !allLive ? executions.taskRuns(id) : liveTaskRuns,
    complete && !(allLive && liveTaskRuns.every(hasNoOutputs)) ? executions.outputs(id) : [],
    // Those of a large execution are asked for, chunk by chunk.
    complete && liveTaskRuns.some((run) => run.progress?.values !== undefined) ? executions.loopValues(id) : [],
  ])
  invariant(plan, `revision ${flowRevision} of flow ${namespace}.${flowId} is missing; execution ${id} runs on it`)
  return new HotExecution(plan, { execution, taskRuns, requests, outputs, loopValues, complete })
}

function waitsForPeople(run: TaskRun): boolean {
  return run.waiting?.kind === 'approval'
}

/** Outputs come with the end of a task run; only flowables have them while they work on their children. */
function hasNoOutputs(run: TaskRun): boolean {
  return run.progress === null
}
