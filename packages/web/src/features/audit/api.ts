import type { AuditEvent } from '@countersign/contract'
import type { AuditSearchQuery } from '@countersign/contract/client'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api/client.ts'

/** What the audit log is narrowed to; it lives in the address, under the names that the API uses. */
export interface AuditFilter {
  readonly action?: string
  readonly actorId?: string
  readonly targetKind?: string
  readonly targetId?: string
  readonly namespace?: string
}

/** Reads the filter of an address; what is not understood is dropped. */
export function parseAuditFilter(search: Readonly<Record<string, unknown>>): AuditFilter {
  const names = ['action', 'actorId', 'targetKind', 'targetId', 'namespace'] as const
  const filter: Partial<Record<(typeof names)[number], string>> = {}
  for (const name of names) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') filter[name] = value
  }
  return filter
}

/** Events that match, newest first, step by step. */
export function auditQuery(tenant: string, filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', tenant, 'list', filter],
    queryFn: ({ signal, pageParam }) => api.forTenant(tenant).audit.search(toQuery(filter, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
}

function toQuery({ action, ...rest }: AuditFilter, cursor: string | null): AuditSearchQuery {
  return {
    ...rest,
    ...(action === undefined ? {} : { action: [action] }),
    ...(cursor === null ? {} : { cursor }),
    size: 100,
  }
}

/** At most so many requests of one execution are looked up. */
const MAX_REQUESTS = 20

/** What happened to an execution and to its requests, newest first. */
export function executionAuditQuery(tenant: string, executionId: string, approvalIds: readonly string[]) {
  return queryOptions({
    queryKey: ['audit', tenant, 'of-execution', executionId, approvalIds],
    queryFn: async ({ signal }): Promise<readonly AuditEvent[]> => {
      const targets = [
        { targetKind: 'execution', targetId: executionId },
        ...approvalIds.slice(0, MAX_REQUESTS).map((targetId) => ({ targetKind: 'approval', targetId })),
      ]
      const { audit } = api.forTenant(tenant)
      const pages = await Promise.all(targets.map((target) => audit.search({ ...target, size: 100 }, { signal })))
      return mergeEvents(pages.map((page) => page.results))
    },
    placeholderData: keepPreviousData,
  })
}

/** Several lists of events as one, newest first, each event once. */
export function mergeEvents(lists: readonly (readonly AuditEvent[])[]): readonly AuditEvent[] {
  const bySeq = new Map(lists.flat().map((event) => [event.seq, event]))
  return [...bySeq.values()].sort((one, other) => other.seq - one.seq)
}
