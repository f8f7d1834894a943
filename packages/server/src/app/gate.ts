import { DEFAULT_TENANT, type Permission, type RouteSpec } from '@countersign/contract'
import { AppError, type Door } from '@countersign/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppPorts } from './app-ports.ts'
import type { AuthRequest, Principal } from './authenticator.ts'
import { clientName, refuseCrossSite } from './cross-site.ts'
import type { KnownTenants } from './known-tenants.ts'
import { checkAccept, checkContentType } from './media-check.ts'
import './request-entry.ts'

type GatePorts = Pick<AppPorts, 'authenticator' | 'policies' | 'facts'> & {
  readonly tenants: KnownTenants
  /** True for a path that needs no login, whatever the method. */
  readonly isOpenPath: (url: string) => boolean
}

/** Lets a request in or not. Runs before the body is read, for unknown paths too. */
export type Gate = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

/**
 * The order of questions: who is it (401, also for paths that do not exist), does the browser mean it, which tenant, may they,
 * and can body and answer be of those types at all.
 */
export function createGate(ports: GatePorts): Gate {
  const { authenticator, facts } = ports
  return async (request, reply) => {
    const { route, isOpenPage = false } = request.routeOptions.config
    const auth = toAuthRequest(request)
    if (isOpenPage || route?.access === 'open') {
      if (route !== undefined) checkContentType(route, request.headers)
      const isOfTenant = route?.scope === 'tenant'
      const tenant = isOfTenant ? await ports.tenants.resolve(paramOf(request, 'tenant')) : DEFAULT_TENANT
      request.entry = { auth, principal: null, caller: null, tenant }
      return undefined
    }
    if (route === undefined && ports.isOpenPath(request.url)) return undefined
    const principal = await authenticator.authenticate(auth)
    if (principal === null) return refuseAnonymous(auth, reply)
    refuseCrossSite(auth, principal, facts.url)
    if (route === undefined) return undefined
    const tenant = await enterTenant(route, request, principal, ports)
    const namespace = paramOf(request, 'namespace')
    assertAllowed(ports, principal, route.permission, { tenant, ...(namespace === undefined ? {} : { namespace }) })
    checkAccept(request.headers.accept)
    checkContentType(route, request.headers)
    request.entry = { auth, principal, caller: { tenant, actor: principal.actor, origin: auth.origin }, tenant }
    return undefined
  }
}

/** @throws AppError FORBIDDEN */
export function assertAllowed(
  { policies }: Pick<AppPorts, 'policies'>,
  principal: Principal,
  permission: Permission | null,
  scope: { readonly tenant: string; readonly namespace?: string },
): void {
  if (permission === null || policies.allows(principal, permission, scope)) return
  const where = scope.namespace === undefined ? `tenant \`${scope.tenant}\`` : `namespace \`${scope.namespace}\``
  throw new AppError(
    'FORBIDDEN',
    `${principal.actor.name} may not do this in ${where}: it takes the permission ${permission}.`,
  )
}

async function enterTenant(
  route: RouteSpec,
  request: FastifyRequest,
  principal: Principal,
  { tenants }: GatePorts,
): Promise<string> {
  if (route.scope !== 'tenant') return homeTenant(principal)
  const tenant = await tenants.resolve(paramOf(request, 'tenant'))
  if (principal.tenants === 'all' || principal.tenants.includes(tenant)) return tenant
  throw new AppError('FORBIDDEN', `${principal.actor.name} has no access to tenant \`${tenant}\`.`)
}

/** The tenant whose roles count for what belongs to none, such as the list of task types. */
function homeTenant({ tenants }: Principal): string {
  if (tenants === 'all' || tenants.includes(DEFAULT_TENANT)) return DEFAULT_TENANT
  return tenants[0] ?? DEFAULT_TENANT
}

function toAuthRequest(request: FastifyRequest): AuthRequest {
  const { method, url, headers, ip, id } = request
  const door = doorOf(clientName({ headers }))
  return { method, url, headers, origin: { door, ip, requestId: id } }
}

function doorOf(client: string | null): Door {
  return client === 'ui' || client === 'cli' ? client : 'api'
}

/**
 * Kestra's 401 has no body (observed/api.md A1). Our own clients get the error object and no challenge: on a challenge a
 * browser would open its own login dialog, and so it would on Kestra's login page.
 */
function refuseAnonymous({ headers }: AuthRequest, reply: FastifyReply): FastifyReply {
  if (clientName({ headers }) !== null) {
    throw new AppError('LOGIN_REQUIRED', 'Log in, or send a token or Basic credentials.')
  }
  if (headers.referer?.endsWith('/login') !== true) reply.header('www-authenticate', 'Basic')
  return reply.code(401).send()
}

function paramOf({ params }: FastifyRequest, name: string): string | undefined {
  if (typeof params !== 'object' || params === null) return undefined
  const { [name]: value } = params as Readonly<Record<string, unknown>>
  return typeof value === 'string' ? value : undefined
}
