import type { IncomingHttpHeaders } from 'node:http'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins'

/** A Kysely handle and its dialect: `{ db, type: 'sqlite' | 'postgres' }`. */
export type LoginDatabase = NonNullable<BetterAuthOptions['database']>

/** A user as the login tables hold it. */
export interface LoginUser {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly email: string
  /** The tenant that the user may enter; null: all of them. */
  readonly tenant: string | null
  readonly role: string
}

export interface NewUser extends Omit<LoginUser, 'id'> {
  readonly password: string
}

interface LibraryOptions {
  /** The database of the server; its login tables are made by the storage package's migrations. */
  readonly database: LoginDatabase
  readonly secret: string
  readonly baseUrl: string
  readonly secureCookies: boolean
  readonly sessionHours: number
}

/** Users, passwords and sessions. Everything that Better Auth does for us, and nothing else of it, is behind this. */
export type LoginLibrary = ReturnType<typeof createLoginLibrary>

/** Longest user name; people may use their mail address. */
const USERNAME_MAX = 200
const MINUTES_OF_COOKIE_CACHE = 1

/**
 * Better Auth on the server's own database: scrypt password hashes, sessions as rows, signed cookies. Its own HTTP endpoints
 * are not exposed; sign-up from outside does not exist.
 */
export function createLoginLibrary(options: LibraryOptions) {
  const auth = openBetterAuth(options)

  async function sessionOf(headers: IncomingHttpHeaders): Promise<LoginUser | null> {
    const session = await auth.api.getSession({ headers: cookieHeaders(headers) })
    return session === null ? null : toUser(session.user)
  }

  return {
    sessionOf,

    /** The user and the cookies of a new session, or null when name or password is wrong. */
    async signIn(
      name: string,
      password: string,
    ): Promise<{ readonly user: LoginUser; readonly cookies: readonly string[] } | null> {
      const response = await auth.api.signInUsername({ body: { username: name, password }, asResponse: true })
      if (!response.ok) return null
      const cookies = response.headers.getSetCookie()
      const user = await sessionOf({ cookie: cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ') })
      return user === null ? null : { user, cookies }
    },

    /** Cookies that end the session in the browser; its row is removed. */
    async signOut(headers: IncomingHttpHeaders): Promise<readonly string[]> {
      const response = await auth.api.signOut({ headers: cookieHeaders(headers), asResponse: true })
      return response.headers.getSetCookie()
    },

    /** The user when the password is right. Takes as long for a name that does not exist. */
    async verifyPassword(name: string, password: string): Promise<LoginUser | null> {
      const context = await auth.$context
      const found = await context.adapter.findOne<UserRow>({
        model: 'user',
        where: [{ field: 'username', value: name.toLowerCase() }],
      })
      const accounts = found === null ? [] : await context.internalAdapter.findAccounts(found.id)
      const hash = accounts.find((account) => account.providerId === 'credential')?.password
      if (found === null || hash === null || hash === undefined) {
        await context.password.hash(password)
        return null
      }
      return (await context.password.verify({ hash, password })) ? toUser(found) : null
    },

    async createUser(user: NewUser): Promise<LoginUser> {
      const context = await auth.$context
      const created = await context.internalAdapter.createUser(
        {
          email: user.email,
          emailVerified: true,
          name: user.name,
          username: user.username.toLowerCase(),
          displayUsername: user.username,
          tenant: user.tenant,
          role: user.role,
        },
        { method: 'email-password' },
      )
      const hash = await context.password.hash(user.password)
      await context.internalAdapter.linkAccount({
        userId: created.id,
        providerId: 'credential',
        accountId: created.id,
        password: hash,
      })
      return {
        id: created.id,
        username: user.username,
        name: user.name,
        email: user.email,
        tenant: user.tenant,
        role: user.role,
      }
    },

    async findUser(name: string): Promise<LoginUser | null> {
      const context = await auth.$context
      const found = await context.adapter.findOne<UserRow>({
        model: 'user',
        where: [{ field: 'username', value: name.toLowerCase() }],
      })
      return found === null ? null : toUser(found)
    },

    async countUsers(): Promise<number> {
      const context = await auth.$context
      return context.adapter.count({ model: 'user' })
    },
  }
}

/** The library itself: its own HTTP endpoints are not exposed. */
function openBetterAuth(options: LibraryOptions) {
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

interface UserRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly username?: string | null | undefined
  readonly displayUsername?: string | null | undefined
  readonly tenant?: string | null | undefined
  readonly role?: string | null | undefined
}

function toUser(row: UserRow): LoginUser {
  return {
    id: row.id,
    username: row.displayUsername ?? row.username ?? row.email,
    name: row.name,
    email: row.email,
    tenant: row.tenant ?? null,
    role: row.role ?? 'requester',
  }
}

function cookieHeaders(headers: IncomingHttpHeaders): Headers {
  return new Headers(headers.cookie === undefined ? {} : { cookie: headers.cookie })
}
