import { type Dialect, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { createKyselyDriver, type LentConnection } from '../kysely-driver.ts'

/** Runs Kysely's queries over lent PostgreSQL connections. */
export function createPostgresDialect(lend: () => Promise<LentConnection>): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createKyselyDriver({ lend, begin: 'begin' }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}
