import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, inject, it } from 'vitest'
import './testing/provided-context.ts'
import { freshTenant, write } from './testing/contract-subject.ts'
import { createTestStorage, type TestStorageKind } from './testing/create-test-storage.ts'

const KINDS: readonly TestStorageKind[] = ['sqlite-memory', 'sqlite-file', 'postgres']

describe.each(KINDS)('Storage on %s', (kind) => {
  const open = () => createTestStorage(kind, { postgresUrl: inject('postgresUrl') })

  it('runs the queries of the login library, flags and dates included', async () => {
    const { storage, close } = await open()
    const { kysely } = storage
    const isPostgres = storage.dialect === 'postgres'
    const expiresAt = new Date(1_764_000_000_000)
    await sql`insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt", "username", "role")
      values ('u1', 'Ana', 'ana@example.com', ${true}, ${expiresAt}, ${expiresAt}, 'ana', null)`.execute(kysely)
    await sql`insert into "session" ("id", "expiresAt", "token", "createdAt", "updatedAt", "userId")
      values ('s1', ${expiresAt}, 't1', ${expiresAt}, ${expiresAt}, 'u1')`.execute(kysely)

    const { rows } = await sql`select "emailVerified" as verified, "expiresAt" as expires from "session"
      join "user" on "user"."id" = "session"."userId" where "token" = ${'t1'}`.execute(kysely)
    expect(rows).toEqual([
      isPostgres ? { verified: true, expires: expiresAt } : { verified: 1, expires: expiresAt.toISOString() },
    ])
    const changed = await sql`update "user" set "name" = ${'Anna'} where "id" = ${'u1'} returning "name"`.execute(
      kysely,
    )
    expect(changed.rows).toEqual([{ name: 'Anna' }])
    await sql`delete from "user" where "id" = 'u1'`.execute(kysely)
    expect((await sql`select "id" from "session"`.execute(kysely)).rows).toEqual([])
    await close()
  })

  it('keeps commits out of a transaction that somebody else has open, and undoes what that one rolls back', async () => {
    const { storage, close } = await open()
    const records = freshTenant()
    const execution = records.execution()
    let committing: Promise<void> | undefined

    const failing = storage.kysely.transaction().execute(async (transaction) => {
      await transaction.insertInto('tenants').values({ id: 'undone', created_at: 1 }).execute()
      committing = write(storage, { kind: 'execution-insert', row: execution })
      await transaction.insertInto('tenants').values({ id: 'undone too', created_at: 1 }).execute()
      throw new Error('rolled back')
    })

    await expect(failing).rejects.toThrow('rolled back')
    await committing
    expect(await storage.tenants.list()).toEqual(['main'])
    expect(await storage.executions.find(records.tenant, execution.id)).not.toBeNull()
    await close()
  })

  it('can be closed twice and answers nothing afterwards', async () => {
    const { storage, close } = await open()
    await storage.close()
    await close()

    await expect(storage.tenants.list()).rejects.toThrow()
    await expect(storage.executions.search('main', {}, { page: 1, size: 1, sort: [] })).rejects.toThrow()
    await expect(storage.commits.commit([{ guards: [], writes: [], audit: [] }])).rejects.toThrow()
  })
})

describe('A database file', () => {
  it('and everything beside it is readable by its owner alone', async () => {
    const { storage, location, close } = await createTestStorage('sqlite-file')
    const file = 'file' in location ? location.file : ''
    const lock = await storage.owners.acquire({ owner: 'o', host: 'h', pid: 1, now: 1, leaseMs: 1, waitMs: 0 })
    const records = freshTenant()
    await write(storage, { kind: 'execution-insert', row: records.execution() })

    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    expect(await modeOf(dirname(file))).toBe('700')
    for (const suffix of ['', '-wal', '-shm', '.lock']) expect(await modeOf(`${file}${suffix}`)).toBe('600')
    await lock.release()
    await close()
  })

  it('keeps what was committed, and logs go on where they stopped', async () => {
    const { storage, reopen, close } = await createTestStorage('sqlite-file')
    const records = freshTenant()
    const execution = records.execution()
    await write(
      storage,
      { kind: 'execution-insert', row: execution },
      { kind: 'log-append', row: records.log(execution) },
    )
    await storage.close()

    const again = await reopen!()
    await write(again, { kind: 'log-append', row: records.log(execution) })
    expect(await again.executions.find(records.tenant, execution.id)).toEqual(execution)
    const [first, second] = await again.executions.logs(execution.id)
    expect(second?.position).toBeGreaterThan(first?.position ?? Number.NaN)
    await close()
  })
})
