import { createRoute } from '@tanstack/react-router'
import { type AuditFilter, parseAuditFilter } from '../features/audit/api.ts'
import { AuditPage } from '../features/audit/components/audit-page.tsx'
import { tenantRoute } from './tenant-route.tsx'

export const auditRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/audit',
  validateSearch: (search): AuditFilter => parseAuditFilter(search),
  component: function Audit() {
    const { tenant } = auditRoute.useParams()
    const navigate = auditRoute.useNavigate()
    return (
      <AuditPage
        tenant={tenant}
        filter={auditRoute.useSearch()}
        onFilter={(filter) => void navigate({ search: filter })}
      />
    )
  },
})
