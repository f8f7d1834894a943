import type { ServiceToken } from '@countersign/core'
import type { Principal } from '../app/authenticator.ts'
import type { LoginUser } from './login-library.ts'

/** Somebody who gave a password or holds a session. */
export function principalOfUser(user: LoginUser, via: 'session' | 'basic'): Principal {
  return {
    actor: { kind: 'user', id: user.id, name: user.username },
    tenants: user.tenant === null ? 'all' : [user.tenant],
    roles: [user.role],
    via,
  }
}

/** A machine identity: bound to its tenant, and never an administrator. */
export function principalOfToken(token: ServiceToken): Principal {
  return {
    actor: { kind: 'service', id: token.id, name: token.name },
    tenants: [token.tenant],
    roles: ['operator'],
    via: 'token',
  }
}
