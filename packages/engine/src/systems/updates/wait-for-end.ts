import { AppError, type Execution, type ExecutionStore } from '@countersign/core'
import { isSettled } from '../executions/hot-execution.ts'
import type { UpdateFeed } from './update-feed.ts'

/**
 * Resolves once the execution has ended, `afterExecution` included, or with how it stands when `signal` is aborted.
 * @throws AppError EXECUTION_NOT_FOUND
 */
export async function waitForEnd(
  { executions, feed }: { readonly executions: Pick<ExecutionStore, 'find'>; readonly feed: UpdateFeed },
  tenant: string,
  executionId: string,
  signal: AbortSignal,
): Promise<Execution> {
  const { promise, resolve } = Promise.withResolvers<Execution | null>()
  // Listen first and look afterwards: an end in between is heard.
  const stop = feed.follow(executionId, ({ execution }) => isSettled(execution) && resolve(execution))
  const giveUp = () => resolve(null)
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    const now = await executions.find(tenant, executionId)
    if (now === null) throw new AppError('EXECUTION_NOT_FOUND', `There is no execution ${executionId}`)
    if (isSettled(now) || signal.aborted) return now
    return (await promise) ?? (await executions.find(tenant, executionId)) ?? now
  } finally {
    stop()
    signal.removeEventListener('abort', giveUp)
  }
}
