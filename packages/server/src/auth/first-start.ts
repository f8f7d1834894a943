import { randomBytes } from 'node:crypto'
import { type AuditDraft, type Clock, SYSTEM_ACTOR } from '@countersign/core'
import type { LoginLibrary, NewUser } from './login-library.ts'

/** The administrator of a first start; `password` is set when it was generated and must be shown this once. */
export interface FirstAdministrator {
  readonly username: string
  readonly password: string | null
}

interface FirstStartOptions {
  readonly library: LoginLibrary
  readonly clock: Clock
  readonly record: (drafts: readonly AuditDraft[]) => Promise<void>
}

/** Makes the administrator unless there is a user already. Null when nothing was to be done. */
export async function ensureAdministrator(
  options: FirstStartOptions,
  admin: { readonly username: string; readonly password?: string | undefined },
): Promise<FirstAdministrator | null> {
  if ((await options.library.countUsers()) > 0) return null
  const password = admin.password ?? randomBytes(15).toString('base64url')
  await createUser(options, {
    username: admin.username,
    name: admin.username,
    email: mailOf(admin.username),
    tenant: null,
    role: 'admin',
    password,
  })
  return { username: admin.username, password: admin.password === undefined ? password : null }
}

/** Makes a user, unless one of that name exists. True when it was made. */
export async function ensureUser(options: FirstStartOptions, user: Omit<NewUser, 'email'>): Promise<boolean> {
  if ((await options.library.findUser(user.username)) !== null) return false
  await createUser(options, { ...user, email: mailOf(user.username) })
  return true
}

async function createUser({ library, clock, record }: FirstStartOptions, user: NewUser): Promise<void> {
  const created = await library.createUser(user)
  await record([
    {
      tenant: user.tenant ?? 'main',
      at: clock.now(),
      actor: SYSTEM_ACTOR,
      action: 'user.created',
      target: { kind: 'user', id: created.id },
      origin: { door: 'system' },
      body: { username: user.username, role: user.role },
    },
  ])
}

/** The login tables want an address for everybody; names that are none get one in a domain that cannot exist. */
function mailOf(username: string): string {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(username)
    ? username.toLowerCase()
    : `${username.toLowerCase()}@users.invalid`
}
