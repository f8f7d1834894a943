import type { Flow, FlowWithSource } from '../flows/flow.ts'
import type { FlowValidation } from '../flows/flow-validation.ts'
import type { flowRoutes } from '../flows/routes.ts'
import type { QueryInputOf } from '../route.ts'
import type { PageResult } from './page-result.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

/** What can be asked of a flow search; `filters[...]` keys are passed on as they are. */
export type FlowSearchQuery = QueryInputOf<typeof flowRoutes.search>

/** Flows. Sources are YAML texts. */
export interface FlowsClient {
  create(source: string, options?: CallOptions): Promise<FlowWithSource>
  /** With the source, also of an older revision or a deleted flow. */
  read(
    namespace: string,
    id: string,
    options?: CallOptions & { readonly revision?: number; readonly allowDeleted?: boolean },
  ): Promise<FlowWithSource>
  update(namespace: string, id: string, source: string, options?: CallOptions): Promise<FlowWithSource>
  remove(namespace: string, id: string, options?: CallOptions): Promise<void>
  /** One result per document of the source; a result without `constraints` is fine. */
  validate(source: string, options?: CallOptions): Promise<readonly FlowValidation[]>
  revisions(namespace: string, id: string, options?: CallOptions): Promise<readonly FlowWithSource[]>
  search(query?: FlowSearchQuery, options?: CallOptions): Promise<PageResult<Flow>>
  listByNamespace(namespace: string, options?: CallOptions): Promise<readonly Flow[]>
  distinctNamespaces(query?: { readonly q?: string }, options?: CallOptions): Promise<readonly string[]>
}

export function createFlowsClient(transport: Transport): FlowsClient {
  const scope = 'tenant'
  const yaml = (text: string) => ({ kind: 'text', type: 'application/x-yaml', text }) as const
  return {
    create: (source, options) =>
      transport.json({ method: 'POST', scope, path: '/flows', body: yaml(source), ...options }),
    read: (namespace, id, { revision, allowDeleted, ...options } = {}) =>
      transport.json({
        method: 'GET',
        scope,
        path: pathOf`/flows/${namespace}/${id}`,
        query: { source: true, revision, allowDeleted },
        ...options,
      }),
    update: (namespace, id, source, options) =>
      transport.json({
        method: 'PUT',
        scope,
        path: pathOf`/flows/${namespace}/${id}`,
        body: yaml(source),
        ...options,
      }),
    remove: (namespace, id, options) =>
      transport.send({ method: 'DELETE', scope, path: pathOf`/flows/${namespace}/${id}`, ...options }),
    validate: (source, options) =>
      transport.json({ method: 'POST', scope, path: '/flows/validate', body: yaml(source), ...options }),
    revisions: (namespace, id, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/flows/${namespace}/${id}/revisions`, ...options }),
    search: (query, options) => transport.json({ method: 'GET', scope, path: '/flows/search', query, ...options }),
    listByNamespace: (namespace, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/flows/${namespace}`, ...options }),
    distinctNamespaces: (query, options) =>
      transport.json({ method: 'GET', scope, path: '/flows/distinct-namespaces', query, ...options }),
  }
}
