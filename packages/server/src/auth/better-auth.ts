import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins'

/** A Kysely handle and its dialect: `{ db, type: 'sqlite' | 'postgres' }`. */
export type LoginDatabase = NonNullable<BetterAuthOptions['database']>

export interface LibraryOptions {
  /** The database of the server; its login tables are made by the storage package's migrations. */
  readonly database: LoginDatabase
  readonly secret: string
  readonly baseUrl: string
  readonly secureCookies: boolean
  readonly sessionHours: number
}

/** Longest user name; people may use their mail address. */
const USERNAME_MAX = 200
const MINUTES_OF_COOKIE_CACHE = 1

/** The library itself. Its own HTTP endpoints are not exposed; sign-up from outside does not exist. */
export function openBetterAuth(options: LibraryOptions) {
  return betterAuth({
    database: options.database,
    secret: options.secret,
    baseURL: options.baseUrl,
    trustedOrigins: [options.baseUrl],
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 256 },
    session: {
      expiresIn: options.sessionHours * 3600,
      updateAge: Math.min(options.sessionHours * 1800, 24 * 3600),
      cookieCache: { enabled: true, maxAge: MINUTES_OF_COOKIE_CACHE * 60 },
    },
    user: {
      additionalFields: { tenant: { type: 'string', required: false }, role: { type: 'string', required: false } },
    },
    advanced: { useSecureCookies: options.secureCookies, cookiePrefix: 'countersign', disableCSRFCheck: true },
    plugins: [
      username({
        maxUsernameLength: USERNAME_MAX,
        minUsernameLength: 1,
        usernameValidator: (name) => /^[^\s:\p{Cc}]+$/u.test(name),
        displayUsernameValidator: () => true,
      }),
    ],
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}
