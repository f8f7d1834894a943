import { createRoute, redirect } from '@tanstack/react-router'
import { homeTenant } from '../features/session/api.ts'
import { isSignedOut } from '../lib/api/api-errors.ts'
import { meQuery } from '../lib/session/me-query.ts'
import { rootRoute } from './root-route.tsx'

/** `/ui/` leads to the inbox of the tenant that was used last. */
export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
      if (isSignedOut(error)) throw redirect({ to: '/login', search: { from: location.href } })
      throw error
    })
    throw redirect({ to: '/$tenant/inbox', params: { tenant: homeTenant(me) } })
  },
})
