import type { Clock, Logger } from '@countersign/core'
import { Kysely } from 'kysely'
import { ALL_MIGRATIONS } from '../../migrations/all-migrations.ts'
import type { Database } from '../../schema/database.ts'
import { createMutex, type Mutex } from '../mutex.ts'
import type { OpenDatabase } from '../open-database.ts'
import { SQLITE_FEATURES } from '../sql-features.ts'
import { openSqlite, type SqliteConnection } from './connection.ts'
import { createSqliteDialect } from './kysely-dialect.ts'
import { migrateSqlite } from './migrate.ts'
import { createPrivateFile } from './private-file.ts'
import { createFileLock, createMemoryLock } from './process-lock.ts'
import { createSqliteWriter } from './writer.ts'

interface OpenOptions {
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * A committed transaction survives a power cut (`synchronous = full` with WAL). The log is moved into the database after
 * 16 MiB: a commit that has to do that takes longer, so it should be rare.
 */
const WRITER_PRAGMAS = [
  'pragma journal_mode = wal',
  'pragma synchronous = full',
  'pragma wal_autocheckpoint = 4000',
  'pragma cache_size = -32000',
  'pragma temp_store = memory',
].join(';')

const READER_PRAGMAS = 'pragma cache_size = -16000; pragma temp_store = memory'

/** Opens the database in a file: one connection writes, another one reads and never waits for it. */
export async function openSqliteFile(path: string, { clock, logger }: OpenOptions): Promise<OpenDatabase> {
  createPrivateFile(path)
  const connection = openSqlite({ path })
  const mutex = createMutex()
  try {
    connection.execute(WRITER_PRAGMAS)
    migrateSqlite({ connection, migrations: ALL_MIGRATIONS, clock, logger })
  } catch (error) {
    connection.close()
    throw error
  }
  const reader = openSqlite({ path, readOnly: true })
  reader.execute(READER_PRAGMAS)
  const lock = createFileLock(`${path}.lock`)
  const reading = kyselyOver(reader, null)
  return {
    dialect: 'sqlite',
    kysely: kyselyOver(connection, mutex),
    readers: { quick: reading, large: reading, features: SQLITE_FEATURES },
    writer: createSqliteWriter(connection, mutex),
    lock,
    close: async () => {
      const release = await mutex.acquire()
      reader.close()
      connection.close()
      await lock.close()
      release()
    },
  }
}

/** Opens a database that lives as long as this object. Reads and writes take turns on its one connection. */
export async function openSqliteMemory({ clock, logger }: OpenOptions): Promise<OpenDatabase> {
  const connection = openSqlite({ path: ':memory:' })
  const mutex = createMutex()
  migrateSqlite({ connection, migrations: ALL_MIGRATIONS, clock, logger })
  const kysely = kyselyOver(connection, mutex)
  return {
    dialect: 'sqlite',
    kysely,
    readers: { quick: kysely, large: kysely, features: SQLITE_FEATURES },
    writer: createSqliteWriter(connection, mutex),
    lock: createMemoryLock(),
    close: async () => {
      const release = await mutex.acquire()
      connection.close()
      release()
    },
  }
}

function kyselyOver(connection: SqliteConnection, mutex: Mutex | null): Kysely<Database> {
  const executor = {
    query: async (sql: string, parameters: readonly unknown[]) => connection.query(sql, parameters),
  }
  return new Kysely<Database>({ dialect: createSqliteDialect({ executor, mutex }) })
}
