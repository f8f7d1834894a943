import type { Execution } from '../executions/execution.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

/** Making executions run again, and holding them. */
export interface ExecutionsAgainClient {
  /** Goes on from the tasks that failed; with `revision` as a new execution. */
  restart(executionId: string, options?: CallOptions & { readonly revision?: number }): Promise<Execution>
  /** Repeats an execution as a new one: the whole of it, or from a task run on. */
  replay(
    executionId: string,
    options?: CallOptions & { readonly taskRunId?: string; readonly revision?: number },
  ): Promise<Execution>
  /** Makes an execution go on, whatever it waits for. */
  forceRun(executionId: string, options?: CallOptions): Promise<Execution>
  /** Lets workers finish and nothing new begin, until `resume`. */
  pause(executionId: string, options?: CallOptions): Promise<void>
}

const shared = { method: 'POST', scope: 'tenant' } as const

export function againCalls(transport: Transport): ExecutionsAgainClient {
  return {
    restart: (executionId, { revision, ...options } = {}) =>
      transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/restart`,
        query: { revision },
        ...options,
      }),
    replay: (executionId, { taskRunId, revision, ...options } = {}) =>
      transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/replay`,
        query: { taskRunId, revision },
        ...options,
      }),
    forceRun: (executionId, options) =>
      transport.json({ ...shared, path: pathOf`/executions/${executionId}/force-run`, ...options }),
    pause: (executionId, options) =>
      transport.send({ ...shared, path: pathOf`/executions/${executionId}/pause`, ...options }),
  }
}
