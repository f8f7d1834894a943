import type { Execution } from '../executions/execution.ts'
import type { executionRoutes } from '../executions/routes.ts'
import type { BodyOf, QueryInputOf } from '../route.ts'
import type { Label } from '../schema/label.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

type Routes = typeof executionRoutes

/** Changing by hand what has ended, and letting go on what is held. */
export interface ExecutionsChangeClient {
  /** Says how a task run ended; the execution goes on from there. */
  changeTaskState(
    executionId: string,
    change: BodyOf<Routes['changeTaskState']>,
    options?: CallOptions,
  ): Promise<Execution>
  /** Says how an execution ended; nothing runs because of it. */
  changeStatus(
    executionId: string,
    change: QueryInputOf<Routes['changeStatus']>,
    options?: CallOptions,
  ): Promise<Execution>
  /** Adds or replaces labels of an execution that has ended. */
  setLabels(executionId: string, labels: readonly Label[], options?: CallOptions): Promise<Execution>
  /** Takes an execution out of the queue of its flow. */
  unqueue(executionId: string, options?: CallOptions & QueryInputOf<Routes['unqueue']>): Promise<Execution>
  /** Lets an execution go on that stopped at a breakpoint. */
  resumeFromBreakpoint(
    executionId: string,
    options?: CallOptions & { readonly breakpoints?: readonly string[] },
  ): Promise<void>
}

const shared = { method: 'POST', scope: 'tenant' } as const

export function changeCalls(transport: Transport): ExecutionsChangeClient {
  return {
    changeTaskState: (executionId, change, options) =>
      transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/state`,
        body: { kind: 'json', value: change },
        ...options,
      }),
    changeStatus: (executionId, query, options) =>
      transport.json({ ...shared, path: pathOf`/executions/${executionId}/change-status`, query, ...options }),
    setLabels: (executionId, labels, options) =>
      transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/labels`,
        body: { kind: 'json', value: labels },
        ...options,
      }),
    unqueue: (executionId, { state, reason, ...options } = {}) =>
      transport.json({
        ...shared,
        path: pathOf`/executions/${executionId}/unqueue`,
        query: { state, reason },
        ...options,
      }),
    resumeFromBreakpoint: (executionId, { breakpoints, ...options } = {}) =>
      transport.send({
        ...shared,
        path: pathOf`/executions/${executionId}/resume-from-breakpoint`,
        query: { breakpoints: breakpoints?.join(',') },
        ...options,
      }),
  }
}
