import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api/client.ts'

/** How often the page looks for new messages, in milliseconds. */
const POLL_MS = 2_000

/** What the demo's flows sent out, newest first. */
export const caughtQuery = queryOptions({
  queryKey: ['demo-catcher'],
  queryFn: ({ signal }) => api.server.demoMessages({}, { signal }),
  refetchInterval: POLL_MS,
})
