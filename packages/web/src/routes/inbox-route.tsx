import { createRoute } from '@tanstack/react-router'
import type { InboxView } from '../features/inbox/api.ts'
import { InboxPage } from '../features/inbox/components/inbox-page.tsx'
import { tenantRoute } from './tenant-route.tsx'

export const inboxRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/inbox',
  validateSearch: (search): { view?: InboxView } => (search.view === 'settled' ? { view: 'settled' } : {}),
  component: function Inbox() {
    const { tenant } = inboxRoute.useParams()
    const { view = 'open' } = inboxRoute.useSearch()
    const navigate = inboxRoute.useNavigate()
    return (
      <InboxPage
        tenant={tenant}
        view={view}
        onView={(next) => void navigate({ search: next === 'open' ? {} : { view: next } })}
      />
    )
  },
})
