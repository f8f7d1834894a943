import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/client.ts'

/** Who is signed in, and what they may do where. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.session.me({ signal }),
  staleTime: 60_000,
})
