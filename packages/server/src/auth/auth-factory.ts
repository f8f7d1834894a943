import type { AuthFactory } from '../compose/auth-parts.ts'
import { createAuth } from './create-auth.ts'
import type { FirstAdministrator } from './first-start.ts'
import type { NewUser } from './login-library.ts'
import { sessionSecret } from './secret-file.ts'
import { createUserDirectory } from './user-directory.ts'

/** Prefix of the cookies of sessions. */
const SESSION_COOKIE = 'countersign.session_token'

interface AuthFactoryOptions {
  /** Told about the administrator that a first start made, once. */
  readonly onFirstAdministrator: (administrator: FirstAdministrator) => void
  /** Users that must exist, such as the demo people. */
  readonly users?: readonly Omit<NewUser, 'email'>[]
}

/** The factory of the real login for the composition root. */
export function createAuthFactory(options: AuthFactoryOptions): AuthFactory {
  return async ({ config, dataDirectory, url, storage, engine, clock, ids, hasher }) => {
    const auth = createAuth({
      database: { db: storage.kysely, type: storage.dialect },
      directory: createUserDirectory(storage.kysely),
      tokens: storage.tokens,
      tenants: storage.tenants,
      hasher,
      ids,
      clock,
      baseUrl: url,
      secret: config.auth.secret ?? sessionSecret(dataDirectory),
      secureCookies: config.auth.secureCookies ?? url.startsWith('https:'),
      sessionHours: config.auth.sessionHours,
      loginsPerMinute: config.auth.loginsPerMinute,
      record: (drafts) => engine.record(drafts),
    })
    const administrator = await auth.ensureAdministrator(config.admin)
    if (administrator !== null) options.onFirstAdministrator(administrator)
    for (const user of options.users ?? []) await auth.ensureUser(user)
    const { authenticator, sessions, policies, tokenMint } = auth
    return { authenticator, sessions, policies, tokenMint, sessionCookie: SESSION_COOKIE, close: async () => {} }
  }
}
