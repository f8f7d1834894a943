import type { AuditEvent, AuditVerification } from '../audit/audit-event.ts'
import type { auditRoutes } from '../audit/routes.ts'
import type { QueryInputOf } from '../route.ts'
import type { CursorResult } from './page-result.ts'
import type { CallOptions, Transport } from './transport.ts'

export type AuditSearchQuery = QueryInputOf<typeof auditRoutes.search>

/** The audit log. */
export interface AuditClient {
  search(query?: AuditSearchQuery, options?: CallOptions): Promise<CursorResult<AuditEvent>>
  verify(options?: CallOptions): Promise<AuditVerification>
}

export function createAuditClient(transport: Transport): AuditClient {
  const scope = 'tenant'
  return {
    search: (query, options) => transport.json({ method: 'GET', scope, path: '/audit', query, ...options }),
    verify: (options) => transport.json({ method: 'GET', scope, path: '/audit/verify', ...options }),
  }
}
