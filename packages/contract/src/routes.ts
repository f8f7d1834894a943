import { approvalRoutes } from './approvals/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { demoCatcherRoutes } from './demo-catcher/routes.ts'
import { executionRoutes } from './executions/routes.ts'
import { flowRoutes } from './flows/routes.ts'
import { kvRoutes } from './kv/routes.ts'
import { logRoutes } from './logs/routes.ts'
import { metricRoutes } from './metrics/routes.ts'
import { namespaceFileRoutes } from './namespace-files/routes.ts'
import { pluginRoutes } from './plugins/routes.ts'
import type { RouteSpec } from './route.ts'
import { secretRoutes } from './secrets/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { systemRoutes } from './system/routes.ts'
import { tokenRoutes } from './tokens/routes.ts'
import { triggerRoutes } from './triggers/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

/** The routes by resource and verb: `routes.flows.create`. Handlers and tests are typed from these. */
export const routes = {
  flows: flowRoutes,
  executions: executionRoutes,
  webhooks: webhookRoutes,
  triggers: triggerRoutes,
  logs: logRoutes,
  kv: kvRoutes,
  namespaceFiles: namespaceFileRoutes,
  metrics: metricRoutes,
  secrets: secretRoutes,
  approvals: approvalRoutes,
  audit: auditRoutes,
  session: sessionRoutes,
  tokens: tokenRoutes,
  plugins: pluginRoutes,
  demoCatcher: demoCatcherRoutes,
  system: systemRoutes,
} as const

type Resources = typeof routes

/** The id of a route, such as `flows.create`. */
export type RouteId = {
  [R in keyof Resources]: {
    [V in keyof Resources[R]]: Resources[R][V] extends { readonly id: infer I } ? I : never
  }[keyof Resources[R]]
}[keyof Resources]

/** Every route: what the server registers, the policies check and the OpenAPI document describes. */
export const routeTable: readonly RouteSpec[] = Object.values(routes).flatMap((resource): readonly RouteSpec[] =>
  Object.values(resource),
)
