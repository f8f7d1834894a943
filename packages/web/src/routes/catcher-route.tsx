import { createRoute } from '@tanstack/react-router'
import { CatcherPage } from '../features/catcher/components/catcher-page.tsx'
import { tenantRoute } from './tenant-route.tsx'

export const catcherRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/catcher',
  component: CatcherPage,
})
