import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { ErrorNotice } from '../components/ui/error-notice.tsx'
import { NotFound } from '../components/ui/not-found.tsx'
import { PageHeader } from '../components/ui/page-header.tsx'
import styles from './root-route.module.css'

/** What every route may use. */
export interface RouterContext {
  readonly queryClient: QueryClient
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => (
    <main className={styles.alone}>
      <PageHeader title="This page cannot be shown" />
      <ErrorNotice title="What happened" error={error} onRetry={reset} homeLink />
    </main>
  ),
  notFoundComponent: () => (
    <main className={styles.alone}>
      <NotFound />
    </main>
  ),
})
