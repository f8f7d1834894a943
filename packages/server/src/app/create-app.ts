import { routeTable } from '@countersign/contract'
import { AppError } from '@countersign/core'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { createHandlers } from '../routes/create-handlers.ts'
import type { AppPorts } from './app-ports.ts'
import { closeConnectionsOnClose } from './close-connections.ts'
import { createGate } from './gate.ts'
import { createKnownTenants } from './known-tenants.ts'
import { refuseLaterPaths } from './later-paths.ts'
import { createLiveCalls } from './live-calls.ts'
import { createRefusalWriter } from './refusals.ts'
import { type AnyHandler, registerRoute } from './register-routes.ts'
import { installBodyParsers } from './request-body.ts'
import { requestIdOf } from './request-id.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { createOpenPaths, createUnknownPathHandler } from './unknown-path.ts'
import { installWebPages } from './web-pages.ts'

/** Keys of KV and namespaces are longer than what the router takes by default. */
const MAX_PARAM_LENGTH = 2_000
const REQUEST_TIMEOUT_MS = 300_000

/**
 * The HTTP application: every route of the table and the user interface, behind one gate. It listens nowhere yet; closing it
 * ends the calls that are still being answered.
 */
export function createApp(ports: AppPorts): FastifyInstance {
  const { facts, ids } = ports
  const logger = ports.logger.child({ component: 'http' })
  const refuse = createRefusalWriter(logger)
  const calls = createLiveCalls()
  const table = routeTable.filter((route) => route.onlyInDemo !== true || facts.demo)

  /** Headers of every answer. */
  function dress(request: FastifyRequest, reply: FastifyReply): void {
    reply.header('x-request-id', request.id)
    setSecurityHeaders(reply, { isHttps: facts.url.startsWith('https:') })
  }

  const app = Fastify({
    logger: false,
    bodyLimit: facts.bodyLimit,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    genReqId: (request) => requestIdOf(request.headers) ?? ids.next(),
    // Time to receive a whole request; answers may take as long as they need.
    requestTimeout: REQUEST_TIMEOUT_MS,
    frameworkErrors: (error, request, reply) => {
      dress(request, reply)
      refuse(error, request, reply)
    },
  })
  app.decorateRequest('entry', null)
  installBodyParsers(app, { ...facts, textBytes: facts.bodyLimit })
  app.setErrorHandler(refuse)
  app.addHook('onRequest', async (request, reply) => dress(request, reply))
  app.addHook(
    'onRequest',
    createGate({ ...ports, tenants: createKnownTenants(ports.storage.tenants), isOpenPath: createOpenPaths(table) }),
  )
  app.addHook('onResponse', async (request, reply) => {
    logger.debug('A request was answered', {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.config.route?.id ?? 'other',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
  })
  app.addHook('preClose', async () => calls.endAll())
  closeConnectionsOnClose(app)
  app.setNotFoundHandler(createUnknownPathHandler(table))

  // Every entry of the typed map is called with the call that was parsed by its own route's schemas.
  const handlers = createHandlers(ports) as unknown as Readonly<Record<string, AnyHandler>>
  for (const route of table) {
    const handler = handlers[route.id]
    if (handler === undefined) throw new AppError('INTERNAL', `Route ${route.id} has no handler.`)
    registerRoute(app, { route, handler, ports: { ...ports, logger }, calls })
  }
  refuseLaterPaths(app)
  installWebPages(app, ports.webRoot)
  return app
}
