import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'

/** What a statement gave: its rows, and of a statement that writes, how many rows it changed. */
export interface StatementResult {
  readonly rows: readonly unknown[]
  readonly changes: number
}

/** A connection for as long as a query or a transaction takes. */
export interface LentConnection {
  query(sql: string, parameters: readonly unknown[]): Promise<StatementResult>
  release(): void
}

interface DriverOptions {
  readonly lend: () => Promise<LentConnection>
  /** The statement that opens a transaction. */
  readonly begin: string
}

/** Runs Kysely's queries over connections that somebody else opens, lends and closes. */
export function createKyselyDriver({ lend, begin }: DriverOptions): Driver {
  const lent = new WeakMap<DatabaseConnection, LentConnection>()
  const run = async (connection: DatabaseConnection, statement: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(statement))
  }
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const own = await lend()
      const connection: DatabaseConnection = {
        executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
          const { rows, changes } = await own.query(query.sql, query.parameters)
          // Kysely derived R from the schema that the migrations make.
          return { rows: rows as R[], numAffectedRows: BigInt(changes) }
        },
        streamQuery: () => {
          throw new Error('results are paged, not streamed')
        },
      }
      lent.set(connection, own)
      return connection
    },
    beginTransaction: (connection) => run(connection, begin),
    commitTransaction: (connection) => run(connection, 'commit'),
    rollbackTransaction: (connection) => run(connection, 'rollback'),
    releaseConnection: async (connection) => lent.get(connection)?.release(),
    destroy: async () => undefined,
  }
}
