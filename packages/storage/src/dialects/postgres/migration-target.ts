import pg from 'pg'
import { POSTGRES_COLUMNS } from '../../migrations/column-helpers.ts'
import type { MigrationTarget } from '../../migrations/migrate.ts'
import { CREATE_MIGRATIONS_TABLE, type RecordedMigration } from '../../migrations/pending-migrations.ts'
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { clientOptions } from './connection.ts'

/** A lock of the transaction is held from the look at what is recorded to the commit. */
export function createPostgresMigrationTarget(url: string): MigrationTarget {
  return {
    recorded: () => withClient(url, readRecorded),
    apply: (migration, row) =>
      withClient(url, async (client) => {
        await client.query('begin')
        try {
          await client.query('select pg_advisory_xact_lock($1, $2)', ADVISORY_LOCKS.migration)
          await client.query(CREATE_MIGRATIONS_TABLE)
          const isNew = (await readRecorded(client)).every(({ number }) => number !== row.number)
          if (isNew) {
            for (const statement of migration.statements(POSTGRES_COLUMNS)) await client.query(statement)
            await client.query(
              'insert into schema_migrations (number, name, breaking, applied_at) values ($1, $2, $3, $4)',
              [row.number, row.name, row.breaking, row.applied_at],
            )
          }
          await client.query('commit')
          return isNew
        } catch (error) {
          await client.query('rollback')
          throw error
        }
      }),
  }
}

async function readRecorded(client: pg.ClientBase): Promise<readonly RecordedMigration[]> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('schema_migrations') is not null as found`,
  )
  if (!rows[0]?.found) return []
  const recorded = await client.query<RecordedMigration>(
    'select number, name, breaking from schema_migrations order by number',
  )
  return recorded.rows
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(clientOptions(url, 'migration'))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
