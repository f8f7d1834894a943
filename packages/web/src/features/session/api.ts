import type { Me } from '@countersign/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api/client.ts'

/** What kind of server this is; it answers without a sign-in. */
export const configsQuery = queryOptions({
  queryKey: ['configs'],
  queryFn: ({ signal }) => api.server.configs({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Ends the session. */
export function signOut(): Promise<void> {
  return api.session.logout()
}

const TENANT_KEY = 'countersign:tenant'

/** The tenant to open when the address names none: the one used last, or the first that the person has. */
export function homeTenant(me: Me): string {
  const known = me.tenants.map(({ id }) => id)
  const last = window.localStorage.getItem(TENANT_KEY)
  return last !== null && known.includes(last) ? last : (known[0] ?? 'main')
}

/** Remembers the tenant in use, for the next visit. */
export function rememberTenant(tenant: string): void {
  window.localStorage.setItem(TENANT_KEY, tenant)
}
