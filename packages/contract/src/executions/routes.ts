import { executionAgainRoutes } from './again-routes.ts'
import { executionFileRoutes } from './file-routes.ts'
import { executionLifeRoutes } from './life-routes.ts'
import { executionReadRoutes } from './read-routes.ts'
import { executionStartRoutes } from './start-routes.ts'

/** Every route of executions. */
export const executionRoutes = {
  ...executionStartRoutes,
  ...executionReadRoutes,
  ...executionLifeRoutes,
  ...executionAgainRoutes,
  ...executionFileRoutes,
} as const
