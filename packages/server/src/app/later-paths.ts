import { pathForms } from '@countersign/contract'
import { AppError } from '@countersign/core'
import type { FastifyInstance } from 'fastify'

/**
 * Paths of Kestra that are not built yet and would otherwise reach a route with placeholders that means something else:
 * `GET /logs/search` would be the empty log of an execution called "search".
 */
const LATER: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/flows/deprecated'],
  ['GET', '/flows/source'],
  ['GET', '/logs/search'],
]

/** Answers those paths by name. Like every unknown path they ask for a login first. */
export function refuseLaterPaths(app: FastifyInstance): void {
  for (const [method, path] of LATER) {
    for (const prefix of pathForms({ scope: 'tenant', path })) {
      const url = prefix.replace('{tenant}', ':tenant')
      app.route({
        method,
        url,
        exposeHeadRoute: false,
        handler: async () => {
          throw new AppError('ROUTE_NOT_FOUND', `${method} ${path} is not built in this version.`)
        },
      })
    }
  }
}
