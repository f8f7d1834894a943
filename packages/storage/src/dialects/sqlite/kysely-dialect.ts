import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { createKyselyDriver, type LentConnection } from '../kysely-driver.ts'

/** Runs Kysely's queries over lent SQLite connections. */
export function createSqliteDialect(lend: () => Promise<LentConnection>): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createKyselyDriver({ lend, begin: 'begin immediate' }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
