import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { ErrorNotice } from '../components/ui/error-notice.tsx'

/** What every route may use. */
export interface RouterContext {
  readonly queryClient: QueryClient
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => <ErrorNotice title="This page cannot be shown" error={error} onRetry={reset} />,
  notFoundComponent: () => (
    <ErrorNotice title="There is no such page" error={new Error('The address leads nowhere.')} homeLink />
  ),
})
