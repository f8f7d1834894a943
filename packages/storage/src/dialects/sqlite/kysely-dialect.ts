import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Mutex } from '../mutex.ts'
import type { SqliteRow } from './connection.ts'

/** What a Kysely connection needs; the connection may be in this thread or in another one. */
export interface SqliteExecutor {
  query(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<{ readonly rows: readonly SqliteRow[]; readonly changes: number }>
}

interface DialectOptions {
  readonly executor: SqliteExecutor
  /** Given where others write or read over the same connection: a query or transaction waits for its turn. */
  readonly mutex: Mutex | null
}

/** Runs Kysely's queries over one SQLite connection. Closing that connection is the business of whoever opened it. */
export function createSqliteDialect(options: DialectOptions): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(options),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

function createDriver({ executor, mutex }: DialectOptions): Driver {
  const connect = (): DatabaseConnection => ({
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const { rows, changes } = await executor.query(query.sql, query.parameters)
      // The driver's rows are what the query's type says: Kysely derived R from the schema.
      return { rows: rows as R[], numAffectedRows: BigInt(changes) }
    },
    streamQuery: () => {
      throw new Error('SQLite results are not streamed')
    },
  })
  const held = new WeakMap<DatabaseConnection, () => void>()
  const run = async (connection: DatabaseConnection, sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql))
  }
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const release = mutex ? await mutex.acquire() : () => undefined
      const connection = connect()
      held.set(connection, release)
      return connection
    },
    beginTransaction: (connection) => run(connection, 'begin immediate'),
    commitTransaction: (connection) => run(connection, 'commit'),
    rollbackTransaction: (connection) => run(connection, 'rollback'),
    releaseConnection: async (connection) => held.get(connection)?.(),
    destroy: async () => undefined,
  }
}
