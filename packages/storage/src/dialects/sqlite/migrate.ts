import type { Clock, Logger } from '@countersign/core'
import { SQLITE_COLUMNS } from '../../migrations/column-helpers.ts'
import type { Migration } from '../../migrations/migration.ts'
import { CREATE_MIGRATIONS_TABLE, pendingMigrations } from '../../migrations/pending-migrations.ts'
import type { SqliteConnection } from './connection.ts'

interface MigrateOptions {
  readonly connection: SqliteConnection
  readonly migrations: readonly Migration[]
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Brings the schema up to date. Each migration is applied and recorded in one transaction that holds the write lock, and
 * what is pending is looked up again under that lock, so processes that start together apply each of them once.
 *
 * @throws AppError DATABASE_TOO_NEW
 */
export function migrateSqlite({ connection, migrations, clock, logger }: MigrateOptions): void {
  for (;;) {
    connection.execute('begin immediate')
    try {
      connection.execute(CREATE_MIGRATIONS_TABLE)
      const [next] = pendingMigrations(readRecorded(connection), migrations, logger)
      if (next) apply(connection, next, clock.now())
      connection.execute('commit')
      if (!next) return
      logger.info('migration applied', { number: next.number, migration: next.name })
    } catch (error) {
      connection.execute('rollback')
      throw error
    }
  }
}

function readRecorded(connection: SqliteConnection) {
  return connection.all('select number, name, breaking from schema_migrations', []).map((row) => ({
    number: Number(row.number),
    name: String(row.name),
    breaking: Number(row.breaking),
  }))
}

function apply(connection: SqliteConnection, migration: Migration, now: number): void {
  for (const statement of migration.statements(SQLITE_COLUMNS)) connection.execute(statement)
  connection.run('insert into schema_migrations (number, name, breaking, applied_at) values (?, ?, ?, ?)', [
    migration.number,
    migration.name,
    migration.breaking ? 1 : 0,
    now,
  ])
}
