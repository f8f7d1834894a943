import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { createRoute, Outlet, redirect, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { AppShell } from '../components/shell/app-shell.tsx'
import { SideBar } from '../components/shell/side-bar.tsx'
import { NotFound } from '../components/ui/not-found.tsx'
import { openCountQuery } from '../features/inbox/api.ts'
import { CommandPalette } from '../features/palette/components/command-palette.tsx'
import { configsQuery, rememberTenant, signOut } from '../features/session/api.ts'
import { isSignedOut } from '../lib/api/api-errors.ts'
import { may } from '../lib/session/may.ts'
import { meQuery } from '../lib/session/me-query.ts'
import { rootRoute } from './root-route.tsx'

/** Everything inside a tenant: only for people who are signed in. */
export const tenantRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$tenant',
  beforeLoad: async ({ context, location }) => {
    await context.queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
      if (isSignedOut(error)) throw redirect({ to: '/login', search: { from: location.href } })
      throw error
    })
  },
  component: TenantLayout,
  notFoundComponent: NotFound,
})

/** `/ui/{tenant}` leads to its inbox. */
export const tenantHomeRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/inbox', params })
  },
})

function TenantLayout() {
  const { tenant } = tenantRoute.useParams()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: configs } = useQuery(configsQuery)
  const { data: openCount = null } = useQuery(openCountQuery(tenant))
  const [searching, setSearching] = useState(false)
  useEffect(() => rememberTenant(tenant), [tenant])
  const shows = {
    newFlow: may(me, tenant, 'flow:write'),
    audit: may(me, tenant, 'audit:read'),
    settings: may(me, tenant, 'token:manage'),
    catcher: configs?.isDemo === true && may(me, tenant, 'demo:read'),
  }

  async function leave(): Promise<void> {
    // A session that is over already needs no signing out.
    await signOut().catch(() => undefined)
    queryClient.clear()
    await navigate({ to: '/login', search: {} })
  }

  return (
    <AppShell
      topNotice={openCount !== null && openCount > 0 ? `${openCount} open` : null}
      side={(close) => (
        <SideBar
          tenant={tenant}
          tenants={me.tenants.map(({ id }) => id)}
          personName={me.name}
          openCount={openCount}
          shows={shows}
          onTenant={(next) => void navigate({ to: '/$tenant/inbox', params: { tenant: next } })}
          onSearch={() => setSearching(true)}
          onSignOut={() => void leave()}
          onChosen={close}
        />
      )}
    >
      <Outlet />
      <CommandPalette tenant={tenant} shows={shows} opened={searching} onOpened={setSearching} />
    </AppShell>
  )
}
