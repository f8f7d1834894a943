import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

/** A row as the driver gives it. */
export type SqliteRow = Readonly<Record<string, unknown>>

/**
 * The few calls that we need of a SQLite driver, so that another one can take the place of `node:sqlite`. Synchronous;
 * statements are prepared once and kept.
 */
export interface SqliteConnection {
  /** Runs a statement and gives its rows; of a statement without rows, how many it changed. */
  query(sql: string, parameters: readonly unknown[]): { readonly rows: readonly SqliteRow[]; readonly changes: number }
  all(sql: string, parameters: readonly SQLInputValue[]): readonly SqliteRow[]
  run(sql: string, parameters: readonly SQLInputValue[]): number
  /** Runs statements that take no parameters and give no rows. */
  execute(sql: string): void
  close(): void
}

interface ConnectionOptions {
  readonly path: string
  readonly readOnly?: boolean
  /** How long a statement waits for another process's lock. */
  readonly busyTimeoutMs?: number
}

interface Prepared {
  readonly statement: StatementSync
  readonly hasRows: boolean
}

/** Search statements have many shapes: the least recently prepared ones go when there are this many. */
const MAX_STATEMENTS = 500

export function openSqlite(options: ConnectionOptions): SqliteConnection {
  const database = new DatabaseSync(options.path, {
    readOnly: options.readOnly ?? false,
    enableForeignKeyConstraints: true,
    timeout: options.busyTimeoutMs ?? 5_000,
  })
  const statements = new Map<string, Prepared>()

  const prepare = (sql: string): Prepared => {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    const prepared = { statement, hasRows: statement.columns().length > 0 }
    if (statements.size >= MAX_STATEMENTS) {
      const [oldest] = statements.keys()
      if (oldest !== undefined) statements.delete(oldest)
    }
    statements.set(sql, prepared)
    return prepared
  }
  return {
    query: (sql, parameters) => {
      const { statement, hasRows } = prepare(sql)
      const values = parameters.map(toSqliteValue)
      if (hasRows) return { rows: statement.all(...values), changes: 0 }
      return { rows: [], changes: Number(statement.run(...values).changes) }
    },
    all: (sql, parameters) => prepare(sql).statement.all(...parameters),
    run: (sql, parameters) => Number(prepare(sql).statement.run(...parameters).changes),
    execute: (sql) => database.exec(sql),
    close: () => {
      statements.clear()
      database.close()
    },
  }
}

/** SQLite has no flags and no dates: queries of the login library bind both. */
function toSqliteValue(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`a ${typeof value} cannot be bound to a statement`)
}
