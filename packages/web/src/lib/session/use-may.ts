import type { Permission } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { may } from './may.ts'
import { meQuery } from './me-query.ts'

/** True when the person who is signed in may do something in a tenant. */
export function useMay(tenant: string, permission: Permission): boolean {
  const { data: me } = useQuery(meQuery)
  return may(me, tenant, permission)
}
