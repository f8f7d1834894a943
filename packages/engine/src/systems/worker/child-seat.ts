import {
  batchChildId,
  type ExecutionStore,
  isToBeStarted,
  LOOP_VALUES_PER_CHUNK,
  type TaskRun,
  taskRunFacts,
  type ValueMap,
} from '@countersign/core'
import type { HotExecution } from '../executions/hot-execution.ts'

/** The place that a child execution is made for: the one of a Subflow, or that of one batch of a ForEachItem. */
export interface ChildSeat {
  /** Chosen beforehand, so that making the child again after a crash makes no second one. */
  readonly childId: string
  /** Number of the batch; null for a Subflow. */
  readonly iteration: number | null
  /** Added to what expressions of its inputs and labels see. */
  readonly variables: ValueMap
  /** True while the parent still waits for it to be made. */
  isFree(parent: HotExecution): boolean
}

/** Null when the task run does not wait for a child. */
export async function seatOf(
  executions: Pick<ExecutionStore, 'loopValues'>,
  hot: HotExecution,
  run: TaskRun,
  job: number,
): Promise<ChildSeat | null> {
  const { waiting } = run
  if (waiting?.kind === 'child') {
    const { executionId } = waiting
    return {
      childId: executionId,
      iteration: null,
      variables: {},
      isFree(parent) {
        const current = parent.findTaskRun(run.id)
        const awaited = current?.waiting?.kind === 'child' ? current.waiting.executionId : null
        return awaited === executionId && current !== undefined && isToBeStarted(current.state)
      },
    }
  }
  if (waiting?.kind !== 'batches') return null
  const items = await itemsOf(executions, hot, run, job)
  return {
    childId: batchChildId(run, job),
    iteration: job,
    variables: { taskrun: { ...taskRunFacts({ ...run, iteration: job }), items } },
    isFree(parent) {
      const current = parent.findTaskRun(run.id)
      return current?.waiting?.kind === 'batches' && (current.progress?.ready?.includes(job) ?? false)
    },
  }
}

/** Address of the file with the items of a batch. */
async function itemsOf(
  executions: Pick<ExecutionStore, 'loopValues'>,
  hot: HotExecution,
  run: TaskRun,
  index: number,
): Promise<string> {
  const chunk = Math.floor(index / LOOP_VALUES_PER_CHUNK)
  const loaded = hot.loopValues.get(run.id)?.get(chunk)
  const values = loaded ?? (await executions.loopValues(run.executionId, { taskRunId: run.id, chunk }))[0]?.values
  return values?.[index % LOOP_VALUES_PER_CHUNK] ?? ''
}
