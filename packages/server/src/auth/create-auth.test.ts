import { type AuditDraft, isAppError } from '@countersign/core'
import type { SqlStorage } from '@countersign/storage'
import { createTestStorage } from '@countersign/storage/testing'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuthRequest } from '../app/authenticator.ts'
import { nodeHasher } from '../platform/hasher.ts'
import { createIds } from '../platform/ids.ts'
import { type Auth, createAuth } from './create-auth.ts'
import { createUserDirectory } from './user-directory.ts'

let now = Date.parse('2026-11-24T12:00:00Z')
const clock = { now: () => now }
const drafts: AuditDraft[] = []
let opened: Awaited<ReturnType<typeof createTestStorage>>
let storage: SqlStorage
let auth: Auth

function request(headers: Record<string, string> = {}): AuthRequest {
  return { method: 'GET', url: '/', headers, origin: { door: 'api', ip: '127.0.0.1', requestId: 'r1' } }
}

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    return isAppError(error) ? error.code : String(error)
  }
}

beforeEach(async () => {
  drafts.length = 0
  opened = await createTestStorage('sqlite-memory')
  storage = opened.storage
  auth = createAuth({
    database: { db: storage.kysely, type: storage.dialect },
    directory: createUserDirectory(storage.kysely),
    tokens: storage.tokens,
    tenants: storage.tenants,
    hasher: nodeHasher,
    ids: createIds(clock),
    clock,
    baseUrl: 'http://127.0.0.1:8080',
    secret: 'x'.repeat(48),
    secureCookies: false,
    sessionHours: 24,
    loginsPerMinute: 3,
    record: async (made) => {
      drafts.push(...made)
    },
  })
})

afterEach(() => opened.close())

describe('the first start', () => {
  it('makes one administrator, whose generated password is told once', async () => {
    expect(await auth.sessions.hasUsers()).toBe(false)
    const made = await auth.ensureAdministrator({ username: 'admin@example.org' })
    expect(made?.password?.length).toBeGreaterThan(15)
    expect(await auth.ensureAdministrator({ username: 'other' })).toBeNull()
    expect(await auth.sessions.hasUsers()).toBe(true)
    const principal = await auth.authenticator.authenticate(request(basic('admin@example.org', made?.password ?? '')))
    expect(principal).toMatchObject({
      tenants: 'all',
      roles: ['admin'],
      via: 'basic',
      actor: { kind: 'user', name: 'admin@example.org' },
    })
    expect(drafts.map((draft) => draft.action)).toContain('user.created')
  })
})

describe('logging in', () => {
  beforeEach(async () => {
    await auth.ensureUser({ username: 'Mia', name: 'Mia', password: 'correct-horse', tenant: 'demo', role: 'approver' })
  })

  it('opens a session with an HttpOnly cookie that identifies the person until they log out', async () => {
    const { principal, cookies } = await auth.sessions.login({ username: 'mia', password: 'correct-horse' }, request())
    expect(principal).toMatchObject({ actor: { name: 'Mia' }, tenants: ['demo'], roles: ['approver'], via: 'session' })
    expect(cookies.every((cookie) => /HttpOnly/i.test(cookie) && /SameSite=Lax/i.test(cookie))).toBe(true)
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ')
    expect((await auth.authenticator.authenticate(request({ cookie })))?.actor.name).toBe('Mia')
    expect(
      await auth.authenticator.authenticate(request({ cookie: cookie.replace(/.{5}(?=;|$)/, 'xxxxx') })),
    ).toBeNull()
    const ended = await auth.sessions.logout(principal, request({ cookie }))
    expect(ended.cookies.join()).toMatch(/Max-Age=0/i)
    expect(drafts.map((draft) => draft.action)).toEqual(expect.arrayContaining(['auth.login', 'auth.logout']))
  })

  it('refuses a wrong password, writes it down without the password, and slows whoever goes on', async () => {
    const wrong = { username: 'Mia', password: 'wrong-horse-battery' }
    for (let i = 0; i < 3; i++) expect(await codeOf(auth.sessions.login(wrong, request()))).toBe('LOGIN_FAILED')
    expect(await codeOf(auth.sessions.login({ username: 'Mia', password: 'correct-horse' }, request()))).toBe(
      'LOGIN_LIMITED',
    )
    expect(await codeOf(auth.authenticator.authenticate(request(basic('Mia', 'x'))))).toBe('LOGIN_LIMITED')
    now += 61_000
    expect(await codeOf(auth.sessions.login({ username: 'Mia', password: 'correct-horse' }, request()))).toBeNull()
    const failures = drafts.filter((draft) => draft.action === 'auth.login_failed')
    expect(failures).toHaveLength(3)
    expect(JSON.stringify(failures)).not.toContain('wrong-horse')
  })

  it('takes Basic credentials, also as the cookie of Kestra’s browser client, and remembers them for a minute', async () => {
    expect((await auth.authenticator.authenticate(request(basic('Mia', 'correct-horse'))))?.via).toBe('basic')
    const cookie = `BASIC_AUTH=${Buffer.from('Mia:correct-horse').toString('base64')}`
    expect((await auth.authenticator.authenticate(request({ cookie })))?.actor.name).toBe('Mia')
    expect(await auth.authenticator.authenticate(request({ authorization: 'Basic %%%' }))).toBeNull()
    expect(await auth.authenticator.authenticate(request())).toBeNull()
    await sql`delete from account`.execute(storage.kysely)
    expect((await auth.authenticator.authenticate(request(basic('Mia', 'correct-horse'))))?.via).toBe('basic')
    now += 61_000
    expect(await auth.authenticator.authenticate(request(basic('Mia', 'correct-horse')))).toBeNull()
  })
})

describe('service accounts', () => {
  async function store(part: { readonly expiresAt?: number } = {}) {
    const made = auth.tokenMint.mint()
    const row = {
      tenant: 'main',
      id: made.id,
      name: 'ci',
      hash: made.hash,
      createdBy: 'admin',
      createdAt: now,
      expiresAt: part.expiresAt ?? null,
      revokedAt: null,
    }
    await storage.commits.commit([{ guards: [], writes: [{ kind: 'token-insert', row }], audit: [] }])
    return made
  }
  const bearer = (token: string) => request({ authorization: `Bearer ${token}` })

  it('log in with a token whose hash alone is stored, in their tenant alone', async () => {
    const made = await store()
    expect(await auth.authenticator.authenticate(bearer(made.token))).toMatchObject({
      actor: { kind: 'service', id: made.id, name: 'ci' },
      tenants: ['main'],
      via: 'token',
    })
    expect(JSON.stringify(await storage.tokens.list('main'))).not.toContain(made.token)
    expect(await auth.authenticator.authenticate(bearer(`${made.token}x`))).toBeNull()
  })

  it('lose their login when the token is revoked or has expired', async () => {
    const made = await store()
    await auth.authenticator.authenticate(bearer(made.token))
    await storage.commits.commit([
      { guards: [], writes: [{ kind: 'token-revoke', tenant: 'main', id: made.id, at: now }], audit: [] },
    ])
    auth.authenticator.forget()
    expect(await auth.authenticator.authenticate(bearer(made.token))).toBeNull()
    const old = await store({ expiresAt: now - 1 })
    expect(await auth.authenticator.authenticate(bearer(old.token))).toBeNull()
  })
})
