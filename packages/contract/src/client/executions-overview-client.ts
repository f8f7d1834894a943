import type { executionRoutes } from '../executions/routes.ts'
import type { FlowForExecution } from '../flows/flow.ts'
import type { ResponseOf } from '../route.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

type Routes = typeof executionRoutes

/** What there is to start, what ran last, and how full it is. */
export interface ExecutionsOverviewClient {
  /** The newest execution of each of these flows; those that never ran are left out. */
  latest(
    flows: readonly { readonly namespace: string; readonly id: string }[],
    options?: CallOptions,
  ): Promise<ResponseOf<Routes['latest'], 200>>
  /** Namespaces with flows that can be started. */
  namespaces(options?: CallOptions): Promise<readonly string[]>
  flowsOfNamespace(namespace: string, options?: CallOptions): Promise<readonly FlowForExecution[]>
  /** Flows with a concurrency limit that run now. */
  concurrencyLimits(options?: CallOptions): Promise<ResponseOf<Routes['concurrencyLimits'], 200>>
}

const scope = 'tenant'

export function overviewCalls(transport: Transport): ExecutionsOverviewClient {
  return {
    latest: (flows, options) =>
      transport.json({
        method: 'POST',
        scope,
        path: '/executions/latest',
        body: { kind: 'json', value: flows },
        ...options,
      }),
    namespaces: (options) => transport.json({ method: 'GET', scope, path: '/executions/namespaces', ...options }),
    flowsOfNamespace: (namespace, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/executions/namespaces/${namespace}/flows`, ...options }),
    concurrencyLimits: (options) =>
      transport.json({ method: 'GET', scope, path: '/concurrency-limit/search', ...options }),
  }
}
