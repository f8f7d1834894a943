import { executionAgainRoutes } from './again-routes.ts'
import { executionBulkRoutes } from './bulk-routes.ts'
import { executionChangeRoutes } from './change-routes.ts'
import { executionFileRoutes } from './file-routes.ts'
import { executionLifeRoutes } from './life-routes.ts'
import { executionOverviewRoutes } from './overview-routes.ts'
import { executionReadRoutes } from './read-routes.ts'
import { executionStartRoutes } from './start-routes.ts'

/** Every route of executions. */
export const executionRoutes = {
  ...executionStartRoutes,
  ...executionReadRoutes,
  ...executionOverviewRoutes,
  ...executionLifeRoutes,
  ...executionAgainRoutes,
  ...executionChangeRoutes,
  ...executionBulkRoutes,
  ...executionFileRoutes,
} as const
