import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { configsQuery, homeTenant } from '../features/session/api.ts'
import { SignInPage } from '../features/session/components/sign-in-page.tsx'
import { meQuery } from '../lib/session/me-query.ts'
import { rootRoute } from './root-route.tsx'

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search): { from?: string } =>
    typeof search.from === 'string' && isOwnPath(search.from) ? { from: search.from } : {},
  component: LoginPage,
})

/** Only a path of this application: never another host. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path) && !path.startsWith('/login')
}

function LoginPage() {
  const { from } = loginRoute.useSearch()
  const navigate = loginRoute.useNavigate()
  const queryClient = useQueryClient()
  const { data: configs } = useQuery(configsQuery)
  return (
    <SignInPage
      isDemo={configs?.isDemo === true}
      onSignedIn={(me) => {
        queryClient.clear()
        queryClient.setQueryData(meQuery.queryKey, me)
        if (from === undefined || from === '/') {
          void navigate({ to: '/$tenant/inbox', params: { tenant: homeTenant(me) } })
        } else {
          void navigate({ href: from })
        }
      }}
    />
  )
}
