import { createRoute, redirect } from '@tanstack/react-router'
import { TokensPage } from '../features/tokens/components/tokens-page.tsx'
import { tenantRoute } from './tenant-route.tsx'

export const tokensRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/settings/tokens',
  component: function Tokens() {
    const { tenant } = tokensRoute.useParams()
    return <TokensPage tenant={tenant} />
  },
})

/** `Settings` has one page so far. */
export const settingsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/settings',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/settings/tokens', params })
  },
})
