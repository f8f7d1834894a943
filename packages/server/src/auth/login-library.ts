import type { IncomingHttpHeaders } from 'node:http'
import type { LibraryOptions } from './better-auth.ts'
import type { UserDirectory } from './user-directory.ts'

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

/** Users, passwords and sessions. Everything that Better Auth does for us, and nothing else of it, is behind this. */
export type LoginLibrary = ReturnType<typeof createLoginLibrary>

/**
 * Better Auth on the server's own database: scrypt password hashes, sessions as rows, signed cookies. It is loaded when it is
 * first needed: a server that only meets tokens does without its 40 MB. Who exists is read without it.
 */
export function createLoginLibrary(options: LibraryOptions & { readonly directory: UserDirectory }) {
  let opened: ReturnType<typeof open> | null = null
  const library = () => {
    opened ??= open(options)
    return opened
  }

  async function sessionOf(headers: IncomingHttpHeaders): Promise<LoginUser | null> {
    const session = await (await library()).api.getSession({ headers: cookieHeaders(headers) })
    return session === null ? null : toUser(session.user)
  }

  return {
    sessionOf,

    /** The user and the cookies of a new session, or null when name or password is wrong. */
    async signIn(
      name: string,
      password: string,
    ): Promise<{ readonly user: LoginUser; readonly cookies: readonly string[] } | null> {
      const response = await (await library()).api.signInUsername({
        body: { username: name, password },
        asResponse: true,
      })
      if (!response.ok) return null
      const cookies = response.headers.getSetCookie()
      const user = await sessionOf({ cookie: cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ') })
      return user === null ? null : { user, cookies }
    },

    /** Cookies that end the session in the browser; its row is removed. */
    async signOut(headers: IncomingHttpHeaders): Promise<readonly string[]> {
      const response = await (await library()).api.signOut({ headers: cookieHeaders(headers), asResponse: true })
      return response.headers.getSetCookie()
    },

    /** The user when the password is right. Takes as long for a name that does not exist. */
    async verifyPassword(name: string, password: string): Promise<LoginUser | null> {
      const context = await (await library()).$context
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
      const context = await (await library()).$context
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

    findUser: (name: string): Promise<LoginUser | null> => options.directory.find(name),
    countUsers: (): Promise<number> => options.directory.count(),
  }
}

async function open(options: LibraryOptions) {
  const { openBetterAuth } = await import('./better-auth.ts')
  return openBetterAuth(options)
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
