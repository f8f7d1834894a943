import { AppError, type AuditDraft, type Clock, type TenantStore } from '@countersign/core'
import type { AuthRequest, Principal, Sessions } from '../app/authenticator.ts'
import { loginFailed } from './authenticator.ts'
import type { FailureLimit } from './failure-limit.ts'
import type { LoginLibrary } from './login-library.ts'
import { permissionsOf } from './policies/role-policies.ts'
import { principalOfUser } from './principals.ts'

interface SessionsOptions {
  readonly library: LoginLibrary
  readonly tenants: TenantStore
  readonly limit: FailureLimit
  readonly clock: Clock
  readonly record: (drafts: readonly AuditDraft[]) => Promise<void>
}

/** Logging in, out, and who am I. */
export function createSessions({ library, tenants, limit, clock, record }: SessionsOptions): Sessions {
  return {
    async login({ username, password }, request) {
      const address = request.origin.ip ?? 'unknown'
      limit.assertMayTry(address)
      const opened = await library.signIn(username, password)
      if (opened === null) {
        limit.failed(address)
        await record([loginFailed(username, request, clock.now())])
        throw new AppError('LOGIN_FAILED', 'User name or password is wrong')
      }
      const principal = principalOfUser(opened.user, 'session')
      await record([event(principal, request, 'auth.login', clock.now())])
      return { principal, cookies: opened.cookies }
    },

    async logout(principal, request) {
      const cookies = await library.signOut(request.headers)
      await record([event(principal, request, 'auth.logout', clock.now())])
      return { cookies }
    },

    async describe(principal) {
      const all = await tenants.list()
      const entered = principal.tenants === 'all' ? all : all.filter((tenant) => principal.tenants.includes(tenant))
      const permissions = [...permissionsOf(principal)].sort()
      return {
        id: principal.actor.id,
        kind: principal.actor.kind === 'service' ? 'service' : 'user',
        username: principal.actor.name,
        name: principal.actor.name,
        superAdmin: principal.roles.includes('admin'),
        tenants: entered.map((id) => ({ id, permissions })),
      }
    },

    hasUsers: async () => (await library.countUsers()) > 0,
  }
}

function event(
  principal: Principal,
  request: AuthRequest,
  action: 'auth.login' | 'auth.logout',
  at: number,
): AuditDraft {
  return {
    tenant: principal.tenants === 'all' ? 'main' : (principal.tenants[0] ?? 'main'),
    at,
    actor: principal.actor,
    action,
    target: { kind: 'user', id: principal.actor.id },
    origin: request.origin,
    body: { roles: [...principal.roles] },
  }
}
