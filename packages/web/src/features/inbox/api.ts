import type { ApprovalStatus } from '@countersign/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api/client.ts'

/** Which requests the inbox shows: those that wait for the reader, or those that are settled. */
export type InboxView = 'open' | 'settled'

const STATUSES: Readonly<Record<InboxView, ApprovalStatus[]>> = {
  open: ['OPEN', 'INFO_WAIT'],
  settled: ['SETTLED', 'EXPIRED', 'WITHDRAWN', 'VOIDED', 'BROKEN_GLASS'],
}

/** Rows of one step of the list. */
const PAGE_SIZE = 50

/** How often an open inbox looks for news, in milliseconds. */
const INBOX_POLL_MS = 3_000

/** Requests of a view, newest first, step by step. */
export function requestsQuery(tenant: string, view: InboxView, text: string) {
  return infiniteQueryOptions({
    queryKey: ['approvals', tenant, 'list', view, text],
    queryFn: ({ signal, pageParam }) =>
      api.forTenant(tenant).approvals.search(
        {
          status: STATUSES[view],
          ...(view === 'open' ? { assignee: 'me' as const } : {}),
          ...(text === '' ? {} : { q: text }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
          size: PAGE_SIZE,
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: INBOX_POLL_MS,
  })
}

/** How many requests wait for the reader. */
export function openCountQuery(tenant: string) {
  return queryOptions({
    queryKey: ['approvals', tenant, 'count'],
    queryFn: ({ signal }) =>
      api.forTenant(tenant).approvals.count({ status: STATUSES.open, assignee: 'me' }, { signal }),
    refetchInterval: INBOX_POLL_MS,
  })
}
