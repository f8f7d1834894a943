import { SQLITE_COLUMNS } from '../../migrations/column-helpers.ts'
import type { MigrationTarget } from '../../migrations/migrate.ts'
import { CREATE_MIGRATIONS_TABLE, type RecordedMigration } from '../../migrations/pending-migrations.ts'
import type { SqliteConnection } from './connection.ts'

/** The write lock of `begin immediate` is held from the look at what is recorded to the commit. */
export function createSqliteMigrationTarget(connection: SqliteConnection): MigrationTarget {
  return {
    recorded: async () => readRecorded(connection),
    apply: async (migration, row) => {
      connection.execute('begin immediate')
      try {
        connection.execute(CREATE_MIGRATIONS_TABLE)
        const isNew = readRecorded(connection).every(({ number }) => number !== row.number)
        if (isNew) {
          for (const statement of migration.statements(SQLITE_COLUMNS)) connection.execute(statement)
          connection.run('insert into schema_migrations (number, name, breaking, applied_at) values (?, ?, ?, ?)', [
            row.number,
            row.name,
            row.breaking,
            row.applied_at,
          ])
        }
        connection.execute('commit')
        return isNew
      } catch (error) {
        connection.execute('rollback')
        throw error
      }
    },
  }
}

function readRecorded(connection: SqliteConnection): readonly RecordedMigration[] {
  const exists = connection.all(`select 1 from sqlite_master where type = 'table' and name = 'schema_migrations'`, [])
  if (exists.length === 0) return []
  return connection.all('select number, name, breaking from schema_migrations order by number', []).map((row) => ({
    number: Number(row.number),
    name: String(row.name),
    breaking: Number(row.breaking),
  }))
}
