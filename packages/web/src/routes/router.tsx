import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { PageSkeleton } from '../components/ui/page-skeleton.tsx'
import { parseAddressQuery, writeAddressQuery } from '../lib/address-query.ts'
import { auditRoute } from './audit-route.tsx'
import { catcherRoute } from './catcher-route.tsx'
import { executionRoute } from './execution-route.tsx'
import { executionsRoute } from './executions-route.tsx'
import { flowRoute } from './flow-route.tsx'
import { flowsRoute, newFlowRoute } from './flows-route.tsx'
import { homeRoute } from './home-route.tsx'
import { inboxRoute } from './inbox-route.tsx'
import { loginRoute } from './login-route.tsx'
import { rootRoute } from './root-route.tsx'
import { tenantHomeRoute, tenantRoute } from './tenant-route.tsx'
import { settingsRoute, tokensRoute } from './tokens-route.tsx'

const routeTree = rootRoute.addChildren([
  homeRoute,
  loginRoute,
  tenantRoute.addChildren([
    tenantHomeRoute,
    inboxRoute,
    executionsRoute,
    executionRoute,
    flowsRoute,
    newFlowRoute,
    flowRoute,
    auditRoute,
    settingsRoute,
    tokensRoute,
    catcherRoute,
  ]),
])

/** Every page of the workbench, below `/ui`. The request page is an entry of its own and not among them. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/ui',
    context: { queryClient },
    parseSearch: parseAddressQuery,
    stringifySearch: writeAddressQuery,
    scrollRestoration: true,
    defaultPendingComponent: () => <PageSkeleton label="Reading the page" />,
    defaultPendingMs: 300,
  })
}
