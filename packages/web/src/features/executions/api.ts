import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api/client.ts'
import { type ExecutionFilter, toExecutionQuery } from './model/execution-filter.ts'

/** Executions that match, newest first; read again every `pollMs` while somebody looks. */
export function executionsQuery(tenant: string, filter: ExecutionFilter, pollMs: number | false) {
  return queryOptions({
    queryKey: ['executions', tenant, 'search', filter],
    queryFn: ({ signal }) => api.forTenant(tenant).executions.search(toExecutionQuery(filter), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: pollMs,
  })
}

export function executionQuery(tenant: string, id: string) {
  return queryOptions({
    queryKey: ['executions', tenant, 'one', id],
    queryFn: ({ signal }) => api.forTenant(tenant).executions.read(id, { signal }),
  })
}

/** Every approval request of an execution, newest first. */
export function decisionsQuery(tenant: string, executionId: string) {
  return queryOptions({
    queryKey: ['approvals', tenant, 'of-execution', executionId],
    queryFn: async ({ signal }) => {
      const page = await api.forTenant(tenant).approvals.search({ executionId, size: 200 }, { signal })
      return page.results
    },
  })
}

/** The error lines of an execution, for its cause of failure. */
export function errorLogQuery(tenant: string, executionId: string) {
  return queryOptions({
    queryKey: ['logs', tenant, executionId, 'errors'],
    queryFn: ({ signal }) => api.forTenant(tenant).logs.list(executionId, { minLevel: 'WARN' }, { signal }),
  })
}

/** The namespaces that hold flows, for the filter. */
export function namespacesQuery(tenant: string) {
  return queryOptions({
    queryKey: ['flows', tenant, 'namespaces'],
    queryFn: ({ signal }) => api.forTenant(tenant).flows.distinctNamespaces({}, { signal }),
    staleTime: 60_000,
  })
}

/** Where a browser downloads the log of an execution. */
export function logDownloadPath(tenant: string, id: string): string {
  return `/api/v1/${encodeURIComponent(tenant)}/logs/${encodeURIComponent(id)}/download`
}
