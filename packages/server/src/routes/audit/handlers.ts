import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { presentAuditEvent } from './present-audit.ts'
import { isEverything, searchAudit } from './search-audit.ts'
import { verifyAudit } from './verify-audit.ts'

/** The audit log: read and checked, never written here. */
export function createAuditHandlers({
  storage: { audit },
  hasher,
}: Pick<AppPorts, 'storage' | 'hasher'>): ResourceHandlers<'audit'> {
  return {
    async 'audit.search'({ tenant, query }) {
      const { items, nextCursor } = await searchAudit(audit, tenant, query)
      const results = items.map(presentAuditEvent)
      if (isEverything(query)) {
        const { seq: total } = await audit.head(tenant)
        return { status: 200, json: { results, nextCursor, total } }
      }
      // Counting what a filter matches would read the whole log.
      const totalIsLowerBound = nextCursor !== null || query.cursor !== undefined
      return { status: 200, json: { results, nextCursor, total: results.length, totalIsLowerBound } }
    },
    async 'audit.verify'({ tenant }) {
      return { status: 200, json: await verifyAudit(audit, tenant, hasher) }
    },
  }
}
