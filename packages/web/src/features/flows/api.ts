import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api/client.ts'

/** What the list of flows is narrowed to; it lives in the address. */
export interface FlowFilter {
  readonly q?: string
  readonly namespace?: string
  readonly page?: number
}

/** Rows of one page. */
export const FLOW_PAGE_SIZE = 100

/** Reads the filter of an address; what is not understood is dropped. */
export function parseFlowFilter(search: Readonly<Record<string, unknown>>): FlowFilter {
  const page = Number(search.page)
  return {
    ...(typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
    ...(typeof search.namespace === 'string' && search.namespace !== '' ? { namespace: search.namespace } : {}),
    ...(Number.isSafeInteger(page) && page > 1 ? { page } : {}),
  }
}

/** Flows that match, in order of their names. */
export function flowsQuery(tenant: string, filter: FlowFilter) {
  return queryOptions({
    queryKey: ['flows', tenant, 'search', filter],
    queryFn: ({ signal }) =>
      api
        .forTenant(tenant)
        .flows.search(
          { ...filter, page: filter.page ?? 1, size: FLOW_PAGE_SIZE, sort: ['namespace:asc', 'id:asc'] },
          { signal },
        ),
    placeholderData: keepPreviousData,
  })
}

/** A flow with its source, at its newest revision. */
export function flowQuery(tenant: string, namespace: string, id: string) {
  return queryOptions({
    queryKey: ['flows', tenant, 'one', namespace, id],
    queryFn: ({ signal }) => api.forTenant(tenant).flows.read(namespace, id, { signal }),
  })
}

/** All revisions of a flow, oldest first. */
export function revisionsQuery(tenant: string, namespace: string, id: string) {
  return queryOptions({
    queryKey: ['flows', tenant, 'revisions', namespace, id],
    queryFn: ({ signal }) => api.forTenant(tenant).flows.revisions(namespace, id, { signal }),
  })
}

/** The namespaces that hold flows. */
export function namespacesQuery(tenant: string) {
  return queryOptions({
    queryKey: ['flows', tenant, 'namespaces'],
    queryFn: ({ signal }) => api.forTenant(tenant).flows.distinctNamespaces({}, { signal }),
    staleTime: 60_000,
  })
}
