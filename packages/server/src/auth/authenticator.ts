import type { Actor, AuditDraft, Clock, Hasher, TokenStore } from '@countersign/core'
import type { Authenticator, AuthRequest, Principal } from '../app/authenticator.ts'
import { readCredentials } from './credentials.ts'
import type { FailureLimit } from './failure-limit.ts'
import type { LoginLibrary } from './login-library.ts'
import type { LoginMemory } from './login-memory.ts'
import { principalOfToken, principalOfUser } from './principals.ts'
import { TOKEN_PREFIX } from './token-mint.ts'

interface AuthenticatorOptions {
  readonly library: LoginLibrary
  readonly tokens: TokenStore
  readonly memory: LoginMemory
  readonly limit: FailureLimit
  readonly hasher: Hasher
  readonly clock: Clock
  /** Seals events that change no other row. */
  readonly record: (drafts: readonly AuditDraft[]) => Promise<void>
}

/** Sessions, Basic credentials and Bearer tokens. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { library, tokens, memory, limit, hasher, clock } = options

  async function verified(
    credentials: string,
    request: AuthRequest,
    check: () => Promise<Principal | null>,
    name: string,
  ): Promise<Principal | null> {
    const known = memory.find(credentials)
    if (known !== null) return known
    const address = request.origin.ip ?? 'unknown'
    limit.assertMayTry(address)
    const principal = await check()
    if (principal === null) {
      limit.failed(address)
      await options.record([loginFailed(name, request, clock.now())])
      return null
    }
    memory.remember(credentials, principal)
    return principal
  }

  async function byToken(token: string): Promise<Principal | null> {
    if (!token.startsWith(TOKEN_PREFIX)) return null
    const found = await tokens.findByHash(hasher.sha256(token))
    if (found === null || found.revokedAt !== null) return null
    return found.expiresAt !== null && found.expiresAt <= clock.now() ? null : principalOfToken(found)
  }

  async function byPassword(username: string, password: string): Promise<Principal | null> {
    const user = await library.verifyPassword(username, password)
    return user === null ? null : principalOfUser(user, 'basic')
  }

  return {
    async authenticate(request) {
      const credentials = readCredentials(request.headers)
      if (credentials.kind === 'none') return null
      if (credentials.kind === 'session') {
        const user = await library.sessionOf(request.headers)
        return user === null ? null : principalOfUser(user, 'session')
      }
      if (credentials.kind === 'token') {
        return verified(`token:${credentials.token}`, request, () => byToken(credentials.token), 'a token')
      }
      const { username, password } = credentials
      return verified(`basic:${username}:${password}`, request, () => byPassword(username, password), username)
    },
    forget: () => memory.forget(),
  }
}

/** The event of a login that failed. The name is what was given; it may be anybody's. */
export function loginFailed(name: string, request: AuthRequest, at: number): AuditDraft {
  const actor: Actor = { kind: 'user', id: 'unknown', name: name.slice(0, 200) }
  return {
    tenant: 'main',
    at,
    actor,
    action: 'auth.login_failed',
    target: { kind: 'user', id: actor.name },
    origin: request.origin,
    body: {},
  }
}
