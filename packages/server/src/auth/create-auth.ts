import type { AuditDraft, Clock, Hasher, Ids, TenantStore, TokenStore } from '@countersign/core'
import type { Authenticator, Sessions, TokenMint } from '../app/authenticator.ts'
import type { Policies } from '../app/policies.ts'
import { createAuthenticator } from './authenticator.ts'
import type { LoginDatabase } from './better-auth.ts'
import { createFailureLimit } from './failure-limit.ts'
import { ensureAdministrator, ensureUser, type FirstAdministrator } from './first-start.ts'
import { createLoginLibrary, type NewUser } from './login-library.ts'
import { createLoginMemory } from './login-memory.ts'
import { createRolePolicies } from './policies/role-policies.ts'
import { createSessions } from './sessions.ts'
import { createTokenMint } from './token-mint.ts'
import type { UserDirectory } from './user-directory.ts'

interface AuthOptions {
  readonly database: LoginDatabase
  readonly directory: UserDirectory
  readonly tokens: TokenStore
  readonly tenants: TenantStore
  readonly hasher: Hasher
  readonly ids: Ids
  readonly clock: Clock
  /** Address of the server as people see it. */
  readonly baseUrl: string
  readonly secret: string
  readonly secureCookies: boolean
  readonly sessionHours: number
  readonly loginsPerMinute: number
  readonly record: (drafts: readonly AuditDraft[]) => Promise<void>
}

/** Everything about who somebody is and what they may do. */
export interface Auth {
  readonly authenticator: Authenticator
  readonly sessions: Sessions
  readonly policies: Policies
  readonly tokenMint: TokenMint
  ensureAdministrator(admin: {
    readonly username: string
    readonly password?: string | undefined
  }): Promise<FirstAdministrator | null>
  ensureUser(user: Omit<NewUser, 'email'>): Promise<boolean>
}

export function createAuth(options: AuthOptions): Auth {
  const { clock, record, hasher } = options
  const library = createLoginLibrary(options)
  const memory = createLoginMemory(clock)
  const limit = createFailureLimit({ perMinute: options.loginsPerMinute, clock })
  return {
    authenticator: createAuthenticator({ library, tokens: options.tokens, memory, limit, hasher, clock, record }),
    sessions: createSessions({ library, tenants: options.tenants, limit, clock, record }),
    policies: createRolePolicies(),
    tokenMint: createTokenMint({ ids: options.ids, hasher }),
    ensureAdministrator: (admin) => ensureAdministrator({ library, clock, record }, admin),
    ensureUser: (user) => ensureUser({ library, clock, record }, user),
  }
}
