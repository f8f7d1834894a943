import type { Me, Permission } from '@countersign/contract'
import type { Actor } from '@countersign/core'
import type { Authenticator, Principal, Sessions, TokenMint } from '../app/authenticator.ts'
import type { Policies } from '../app/policies.ts'

/** People of tests: `Authorization: Test <name>` logs in as one of them. */
export interface TestLogins {
  readonly authenticator: Authenticator
  readonly sessions: Sessions
  readonly policies: Policies
  readonly tokenMint: TokenMint
  /** How often remembered logins were dropped. */
  readonly forgotten: () => number
}

/** What the people of tests may do: everything, nothing, or what is listed. */
const PERMISSIONS: Readonly<Record<string, 'all' | readonly Permission[]>> = {
  ana: 'all',
  guest: [],
  reader: ['flow:read', 'execution:read', 'approval:read', 'log:read', 'kv:read'],
  cookie: 'all',
}

/** Logins for tests. The person `cookie` has a session, all others send a token. */
export function createTestLogins(): TestLogins {
  let forgotten = 0
  let minted = 0
  return {
    authenticator: {
      async authenticate({ headers }) {
        const name = /^Test (\w+)$/.exec(headers.authorization ?? '')?.[1]
        return name !== undefined && Object.hasOwn(PERMISSIONS, name) ? principalOf(name) : null
      },
      forget() {
        forgotten += 1
      },
    },
    sessions: {
      async login({ username }) {
        return { principal: principalOf(username), cookies: [`sid=${username}; HttpOnly`, 'hint=1'] }
      },
      async logout() {
        return { cookies: ['sid=; Max-Age=0'] }
      },
      describe: async (principal) => describePrincipal(principal),
      hasUsers: async () => true,
    },
    policies: {
      allows({ actor: { id } }, permission, { namespace }) {
        const allowed = PERMISSIONS[id] ?? []
        return allowed === 'all' || (allowed.includes(permission) && namespace !== 'secret.place')
      },
    },
    tokenMint: {
      mint() {
        minted += 1
        return { id: `token-${minted}`, token: `secret-${minted}`, hash: `hash-${minted}` }
      },
    },
    forgotten: () => forgotten,
  }
}

function principalOf(name: string): Principal {
  return {
    actor: actorOf(name),
    tenants: name === 'reader' ? ['main'] : 'all',
    roles: [],
    via: name === 'cookie' ? 'session' : 'token',
  }
}

function actorOf(name: string): Actor {
  return { kind: 'user', id: name, name: name.charAt(0).toUpperCase() + name.slice(1) }
}

function describePrincipal({ actor }: Principal): Me {
  return { id: actor.id, kind: 'user', username: actor.id, name: actor.name, superAdmin: false, tenants: [] }
}
