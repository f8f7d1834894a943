import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api/client.ts'

/** Tokens of service accounts, newest first, without their secrets. */
export function tokensQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tokens', tenant],
    queryFn: ({ signal }) => api.forTenant(tenant).tokens.list({ signal }),
  })
}
