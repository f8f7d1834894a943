import type { Clock, Logger } from '@countersign/core'
import { Kysely } from 'kysely'
import { ALL_MIGRATIONS } from '../../migrations/all-migrations.ts'
import { migrate } from '../../migrations/migrate.ts'
import type { Database } from '../../schema/database.ts'
import { databaseInUse } from '../../stores/database-in-use.ts'
import { createMutex, type Mutex } from '../mutex.ts'
import type { OpenDatabase } from '../open-database.ts'
import type { ProcessLock } from '../process-lock.ts'
import { SQLITE_FEATURES } from '../sql-features.ts'
import { openSqlite, type SqliteConnection } from './connection.ts'
import { createSqliteDialect } from './kysely-dialect.ts'
import { createSqliteMigrationTarget } from './migration-target.ts'
import { createPrivateFile } from './private-file.ts'
import { createFileLock, createMemoryLock } from './process-lock.ts'
import { createReadingThread } from './reading-thread.ts'
import { explainUnusable } from './unusable.ts'
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

/** Opens the database in a file: one connection writes; another one, and one in a thread of its own, read. */
export async function openSqliteFile(path: string, options: OpenOptions): Promise<OpenDatabase> {
  createPrivateFile(path)
  const connection = openSqlite({ path })
  const mutex = createMutex()
  const lock = createFileLock(`${path}.lock`)
  const kysely = kyselyOver(connection, mutex)
  try {
    connection.execute(WRITER_PRAGMAS)
    await migrateOver(connection, kysely, lock, options)
  } catch (error) {
    connection.close()
    throw explainUnusable(error, path)
  }
  const reader = openSqlite({ path, readOnly: true })
  reader.execute(READER_PRAGMAS)
  const thread = createReadingThread({ path, pragmas: READER_PRAGMAS })
  const searching = new Kysely<Database>({
    dialect: createSqliteDialect(async () => ({ query: thread.query, release: () => undefined })),
  })
  return {
    dialect: 'sqlite',
    kysely,
    readers: { quick: kyselyOver(reader, null), large: searching, features: SQLITE_FEATURES },
    writer: createSqliteWriter(connection, mutex),
    lock,
    close: async () => {
      const release = await mutex.acquire()
      await thread.close()
      reader.close()
      connection.close()
      await lock.close()
      release()
    },
  }
}

/** Opens a database that lives as long as this object. Reads and writes take turns on its one connection. */
export async function openSqliteMemory(options: OpenOptions): Promise<OpenDatabase> {
  const connection = openSqlite({ path: ':memory:' })
  const mutex = createMutex()
  const lock = createMemoryLock()
  const kysely = kyselyOver(connection, mutex)
  await migrateOver(connection, kysely, lock, options)
  return {
    dialect: 'sqlite',
    kysely,
    readers: { quick: kysely, large: kysely, features: SQLITE_FEATURES },
    writer: createSqliteWriter(connection, mutex),
    lock,
    close: async () => {
      const release = await mutex.acquire()
      connection.close()
      release()
    },
  }
}

function migrateOver(
  connection: SqliteConnection,
  db: Kysely<Database>,
  lock: ProcessLock,
  options: OpenOptions,
): Promise<void> {
  return migrate({
    target: createSqliteMigrationTarget(connection),
    migrations: ALL_MIGRATIONS,
    lock,
    ...options,
    inUse: () => databaseInUse(db),
  })
}

/** With a mutex, each query or transaction waits for its turn on the connection. */
function kyselyOver(connection: SqliteConnection, mutex: Mutex | null): Kysely<Database> {
  const query = async (sql: string, parameters: readonly unknown[]) => connection.query(sql, parameters)
  const lend = async () => ({ query, release: mutex ? await mutex.acquire() : () => undefined })
  return new Kysely<Database>({ dialect: createSqliteDialect(lend) })
}
