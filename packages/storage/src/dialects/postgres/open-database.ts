import type { Clock, Logger } from '@countersign/core'
import { Kysely } from 'kysely'
import type pg from 'pg'
import { ALL_MIGRATIONS } from '../../migrations/all-migrations.ts'
import { migrate } from '../../migrations/migrate.ts'
import type { Database } from '../../schema/database.ts'
import { databaseInUse } from '../../stores/database-in-use.ts'
import type { OpenDatabase } from '../open-database.ts'
import { POSTGRES_FEATURES } from '../sql-features.ts'
import { createPool, lendFrom } from './connection.ts'
import { createPostgresDialect } from './kysely-dialect.ts'
import { createPostgresMigrationTarget } from './migration-target.ts'
import { createAdvisoryLock } from './process-lock.ts'
import { explainUnreachable } from './unreachable.ts'
import { createPostgresWriter } from './writer.ts'

interface OpenOptions {
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Prepared statements find rows by key. Plans are made once; made while a table is still small they would scan it, and go on
 * scanning it until the next analyze: these connections are told to use indexes from the start.
 */
const QUICK_READ_SETTINGS = ['enable_seqscan = off', 'jit = off']

/** Bulk statements join an array with a table, which is to be looked up row by row. */
const WRITER_SETTINGS = [
  ...QUICK_READ_SETTINGS,
  'plan_cache_mode = force_generic_plan',
  'enable_hashjoin = off',
  'enable_mergejoin = off',
]

/** A search that takes longer than this is given up. */
const LARGE_READ_SETTINGS = ['default_transaction_read_only = on', `statement_timeout = '60s'`, 'jit = off']

/** Opens a database on a PostgreSQL server, version 15 or later. */
export async function openPostgres(url: string, options: OpenOptions): Promise<OpenDatabase> {
  const { logger } = options
  const quick = createPool({ url, max: 8, name: 'read', settings: QUICK_READ_SETTINGS, logger })
  const large = createPool({ url, max: 4, name: 'search', settings: LARGE_READ_SETTINGS, logger })
  const writer = createPool({ url, max: 1, name: 'write', settings: WRITER_SETTINGS, pipeline: true, logger })
  const lock = createAdvisoryLock(url)
  const kysely = kyselyOver(quick, true)
  const close = async () => {
    await Promise.all([writer.end(), quick.end(), large.end()])
    await lock.close()
  }
  try {
    await migrate({
      target: createPostgresMigrationTarget(url),
      migrations: ALL_MIGRATIONS,
      lock,
      ...options,
      inUse: () => databaseInUse(kysely),
    })
  } catch (error) {
    await close()
    throw explainUnreachable(error, url)
  }
  return {
    dialect: 'postgres',
    kysely,
    readers: { quick: kysely, large: kyselyOver(large, false), features: POSTGRES_FEATURES },
    writer: createPostgresWriter(writer),
    lock,
    close,
  }
}

function kyselyOver(pool: pg.Pool, prepare: boolean): Kysely<Database> {
  return new Kysely<Database>({ dialect: createPostgresDialect(lendFrom(pool, { prepare })) })
}
