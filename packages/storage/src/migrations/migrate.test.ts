import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError, isAppError } from '@countersign/core'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import '../testing/provided-context.ts'
import { createStorage, type DatabaseLocation } from '../create-storage.ts'
import { createPostgresMigrationTarget } from '../dialects/postgres/migration-target.ts'
import { openSqlite } from '../dialects/sqlite/connection.ts'
import { createSqliteMigrationTarget } from '../dialects/sqlite/migration-target.ts'
import { testHasher } from '../testing/create-test-storage.ts'
import { createPostgresDatabase } from '../testing/postgres-database.ts'
import { createSilentLogger } from '../testing/silent-logger.ts'
import { ALL_MIGRATIONS } from './all-migrations.ts'
import { type MigrationTarget, migrate } from './migrate.ts'
import type { Migration } from './migration.ts'

const clock = { now: () => 5 }
const logger = createSilentLogger()
const free = { onLost: () => undefined, check: async () => undefined, release: async () => undefined }
const unlocked = { tryAcquire: async () => free, close: async () => undefined }

function migration(number: number, overrides: Partial<Migration> = {}): Migration {
  return {
    number,
    name: `m${number}`,
    breaking: false,
    statements: ({ text }) => [`create table t${number} (id ${text} primary key)`],
    ...overrides,
  }
}

const kinds: Record<
  string,
  () => Promise<{ target: MigrationTarget; tables(): Promise<string[]>; close(): Promise<void> }>
> = {
  SQLite: async () => {
    const connection = openSqlite({ path: ':memory:' })
    return {
      target: createSqliteMigrationTarget(connection),
      tables: async () =>
        connection
          .all(`select name from sqlite_master where type = 'table' order by 1`, [])
          .map((row) => String(row.name)),
      close: async () => connection.close(),
    }
  },
  PostgreSQL: async () => {
    const { url, remove } = await createPostgresDatabase(inject('postgresUrl'))
    return {
      target: createPostgresMigrationTarget(url),
      tables: async () => {
        const client = new pg.Client({ connectionString: url })
        await client.connect()
        const { rows } = await client.query(`select tablename from pg_tables where schemaname = 'public' order by 1`)
        await client.end()
        return rows.map((row) => String(row.tablename))
      },
      close: remove,
    }
  },
}

describe('The list of migrations', () => {
  it('is numbered from 1 without gaps', () => {
    expect(ALL_MIGRATIONS.map(({ number }) => number)).toEqual(ALL_MIGRATIONS.map((_, index) => index + 1))
  })
})

describe.each(Object.entries(kinds))('Migrations on %s', (_, open) => {
  const run = (target: MigrationTarget, migrations: readonly Migration[]) =>
    migrate({
      target,
      migrations,
      lock: unlocked,
      clock,
      logger,
      inUse: async () => new AppError('DATABASE_IN_USE', 'x'),
    })

  it('are applied in order, recorded, and applied once', async () => {
    const { target, tables, close } = await open()
    await run(target, [migration(1)])
    await run(target, [migration(1), migration(2, { breaking: true })])
    await run(target, [migration(1), migration(2, { breaking: true })])

    expect(await tables()).toEqual(['schema_migrations', 't1', 't2'])
    expect(await target.recorded()).toMatchObject([
      { number: 1, name: 'm1', breaking: 0 },
      { number: 2, name: 'm2', breaking: 1 },
    ])
    await close()
  })

  it('that fail leave nothing behind', async () => {
    const { target, tables, close } = await open()
    const failing = migration(2, { statements: () => ['create table half (id integer)', 'not a statement'] })

    await expect(run(target, [migration(1), failing])).rejects.toThrow()

    expect(await tables()).toEqual(['schema_migrations', 't1'])
    expect(await target.recorded()).toHaveLength(1)
    await close()
  })

  it('of a newer version are tolerated unless one is breaking', async () => {
    const { target, close } = await open()
    await run(target, [migration(1), migration(2)])
    await run(target, [migration(1)])
    await run(target, [migration(1), migration(2), migration(3, { breaking: true })])

    const refusal = await run(target, [migration(1)]).then(
      () => null,
      (error: unknown) => error,
    )
    expect(isAppError(refusal) && refusal.code).toBe('DATABASE_TOO_NEW')
    expect(refusal).toMatchObject({ message: expect.stringContaining('schema 3'), details: { programSchema: 1 } })
    await close()
  })
})

describe('Opening an empty database', () => {
  const openAtOnce = async (location: DatabaseLocation) => {
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => createStorage({ ...location, clock, hasher: testHasher, logger })),
    )
    for (const storage of opened) {
      expect(await storage.tenants.list()).toEqual(['main'])
      await storage.close()
    }
  }

  it('works for many at once in a file', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'countersign-storage-'))
    await openAtOnce({ file: join(directory, 'new', 'countersign.db') })
    await rm(directory, { recursive: true })
  })

  it('works for many at once on PostgreSQL', async () => {
    const { url, remove } = await createPostgresDatabase(inject('postgresUrl'))
    await openAtOnce({ url })
    await remove()
  })

  it('is refused while another process owns it, if it needs a migration', async () => {
    const connection = openSqlite({ path: ':memory:' })
    const refusal = new AppError('DATABASE_IN_USE', 'somebody else')
    const taken = { tryAcquire: async () => null, close: async () => undefined }
    const target = createSqliteMigrationTarget(connection)
    const options = { target, clock, logger, inUse: async () => refusal, waitMs: 150 }
    await migrate({ ...options, migrations: [migration(1)], lock: unlocked })

    await migrate({ ...options, migrations: [migration(1)], lock: taken })
    await expect(migrate({ ...options, migrations: [migration(1), migration(2)], lock: taken })).rejects.toBe(refusal)
    connection.close()
  })
})
