import { batchChildId, type Execution, type ExecutionStore, startsBatches, type ValueMap } from '@countersign/core'
import type { AttemptInput } from './attempt-parts.ts'

interface BatchOutputsOptions {
  readonly executions: Pick<ExecutionStore, 'find' | 'search' | 'taskRuns'>
}

/** Executions that are searched for one that was begun in the place of another. */
const PAGE = 200

/**
 * The outputs of the executions that the part of a ForEachItem beside this one has started, in the order of the batches. Those
 * without outputs are passed over.
 */
export async function* readBatchOutputs(
  { executions }: BatchOutputsOptions,
  { hot, run }: Pick<AttemptInput, 'hot' | 'run'>,
): AsyncGenerator<ValueMap> {
  const { tenant, id: executionId } = hot.execution
  const starter = (await executions.taskRuns(executionId)).find(
    (one) => one.parentId === run.parentId && startsBatches(hot.plan.nodes.get(one.taskId)),
  )
  const count = starter?.progress?.batches?.length ?? 0
  for (let index = 0; starter !== undefined && index < count; index += 1) {
    const child = await executions.find(tenant, batchChildId(starter, index))
    const last = child?.state === 'RETRIED' ? await successorOf(executions, child, executionId) : child
    if (last?.outputs != null) yield last.outputs
  }
}

/** The last of the executions that took the place of one that was RETRIED. */
async function successorOf(
  executions: BatchOutputsOptions['executions'],
  { tenant, id }: Execution,
  parentExecutionId: string,
): Promise<Execution | undefined> {
  let last: Execution | undefined
  for (let page = 1; ; page += 1) {
    const { items } = await executions.search(tenant, { parentExecutionId }, { page, size: PAGE, sort: [] })
    for (const one of items) {
      if (one.originalId === id && (last === undefined || one.attemptNumber > last.attemptNumber)) last = one
    }
    if (items.length < PAGE) return last
  }
}
