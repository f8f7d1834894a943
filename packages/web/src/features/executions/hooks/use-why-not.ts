import type { Execution } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { may, NOT_YOURS } from '../../../lib/session/may.ts'
import { meQuery } from '../../../lib/session/me-query.ts'
import { ACTION_PERMISSIONS, type ExecutionAction, whyNot } from '../model/possible-actions.ts'

/** Asks why the person who is signed in cannot do something to an execution now: their role, or its state; null when they can. */
export function useWhyNot(tenant: string, execution: Execution): (action: ExecutionAction) => string | null {
  const { data: me } = useQuery(meQuery)
  return (action) => (may(me, tenant, ACTION_PERMISSIONS[action]) ? whyNot(action, execution) : NOT_YOURS)
}
