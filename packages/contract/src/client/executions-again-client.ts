import type { Execution } from '../executions/execution.ts'
import { type InputValues, toInputsForm } from './input-parts.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

interface RevisionQuery {
  readonly revision?: number
  readonly latestRevision?: boolean
}

interface ReplayQuery extends RevisionQuery {
  readonly taskRunId?: string
  /** `taskId` or `taskId.value`: stops before that task. */
  readonly breakpoints?: readonly string[]
}

/** Making executions run again, and holding them. */
export interface ExecutionsAgainClient {
  /** Goes on from the tasks that failed; with `revision` as a new execution. */
  restart(executionId: string, options?: CallOptions & RevisionQuery): Promise<Execution>
  /** Repeats an execution as a new one: the whole of it, or from a task run on. */
  replay(executionId: string, options?: CallOptions & ReplayQuery): Promise<Execution>
  /** The same with other inputs; those that are not given take their defaults. */
  replayWithInputs(executionId: string, inputs: InputValues, options?: CallOptions & ReplayQuery): Promise<Execution>
  /** Makes an execution go on, whatever it waits for. */
  forceRun(executionId: string, options?: CallOptions & { readonly reason?: string }): Promise<Execution>
  /** Lets workers finish and nothing new begin, until `resume`. */
  pause(executionId: string, options?: CallOptions): Promise<void>
}

const shared = { method: 'POST', scope: 'tenant' } as const

export function againCalls(transport: Transport): ExecutionsAgainClient {
  return {
    restart: (executionId, { revision, latestRevision, ...options } = {}) =>
      transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/restart`,
        query: { revision, latestRevision },
        ...options,
      }),
    replay: (executionId, { taskRunId, revision, latestRevision, breakpoints, ...options } = {}) =>
      transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/replay`,
        query: { taskRunId, revision, latestRevision, breakpoints: breakpoints?.join(',') },
        ...options,
      }),
    replayWithInputs: (executionId, inputs, { taskRunId, revision, latestRevision, breakpoints, ...options } = {}) => {
      const form = toInputsForm(inputs)
      return transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/replay-with-inputs`,
        query: { taskRunId, revision, latestRevision, breakpoints: breakpoints?.join(',') },
        ...(form === undefined ? {} : { body: { kind: 'form', form } }),
        ...options,
      })
    },
    forceRun: (executionId, { reason, ...options } = {}) =>
      transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/force-run`,
        query: { reason },
        ...options,
      }),
    pause: (executionId, options) =>
      transport.send({ ...shared, path: pathOf`/executions/${executionId}/pause`, ...options }),
  }
}
