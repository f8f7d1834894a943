import { Kysely } from 'kysely'
import pg from 'pg'
import type { DatabaseLocation } from '../create-storage.ts'
import type { StatementResult } from '../dialects/kysely-driver.ts'
import { createPostgresDialect } from '../dialects/postgres/kysely-dialect.ts'
import type { Readers } from '../dialects/readers.ts'
import { POSTGRES_FEATURES, SQLITE_FEATURES } from '../dialects/sql-features.ts'
import { openSqlite } from '../dialects/sqlite/connection.ts'
import { createSqliteDialect } from '../dialects/sqlite/kysely-dialect.ts'
import type { Database } from '../schema/database.ts'

/** How the database would run a statement, as text, and what in it takes longer the more rows there are. */
export interface Plan {
  readonly statement: string
  readonly text: string
  readonly fullScans: readonly string[]
  readonly sorts: readonly string[]
}

/** Readers that remember the plans of the statements that stores send through them. */
export interface ExplainingReaders {
  readonly readers: Readers
  /** Plans since the last call. */
  take(): readonly Plan[]
  close(): Promise<void>
}

type Query = (sql: string, parameters: readonly unknown[]) => Promise<StatementResult>

export async function explainReads(location: DatabaseLocation): Promise<ExplainingReaders> {
  if ('url' in location) return explainPostgres(location.url)
  if ('file' in location) return explainSqlite(location.file)
  throw new Error('plans are looked at in databases that a second connection can open')
}

function remember(query: Query, explain: (sql: string, parameters: readonly unknown[]) => Promise<Plan>) {
  const plans: Plan[] = []
  return {
    lend: async () => ({
      query: async (sql: string, parameters: readonly unknown[]) => {
        plans.push(await explain(sql, parameters))
        return query(sql, parameters)
      },
      release: () => undefined,
    }),
    take: () => plans.splice(0),
  }
}

function explainSqlite(path: string): ExplainingReaders {
  const connection = openSqlite({ path, readOnly: true })
  const explain = async (sql: string, parameters: readonly unknown[]): Promise<Plan> => {
    const steps = connection.query(`explain query plan ${sql}`, parameters).rows.map((row) => String(row.detail))
    return {
      statement: sql,
      text: steps.join('\n'),
      // `SCAN x USING INDEX` walks a whole index: in order, but not shorter for it. A CTE is no table.
      fullScans: steps.filter((step) => /^SCAN (?!job_owners)/.test(step)),
      sorts: steps.filter((step) => step.includes('USE TEMP B-TREE')),
    }
  }
  const { lend, take } = remember(async (sql, parameters) => connection.query(sql, parameters), explain)
  const db = new Kysely<Database>({ dialect: createSqliteDialect(lend) })
  return {
    readers: { quick: db, large: db, features: SQLITE_FEATURES },
    take,
    close: async () => connection.close(),
  }
}

/** Tables of tests are small enough to be scanned: scans and sorts are made expensive, so that only needed ones are left. */
async function explainPostgres(url: string): Promise<ExplainingReaders> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('set enable_seqscan = off')
  await client.query('set enable_sort = off')
  await client.query('set enable_bitmapscan = off')
  const query: Query = async (sql, parameters) => {
    const result = await client.query(sql, [...parameters])
    return { rows: result.rows, changes: result.rowCount ?? 0 }
  }
  const explain = async (sql: string, parameters: readonly unknown[]): Promise<Plan> => {
    const { rows } = await query(`explain ${sql}`, parameters)
    // Explain has one column.
    const lines = rows.map((row) => String(Object.values(row as object)[0]).trim())
    return {
      statement: sql,
      text: lines.join('\n'),
      fullScans: lines.filter((line) => line.includes('Seq Scan')),
      sorts: lines.filter((line) => /(^|-> )(Incremental )?Sort /.test(line)),
    }
  }
  const { lend, take } = remember(query, explain)
  const db = new Kysely<Database>({ dialect: createPostgresDialect(lend) })
  return { readers: { quick: db, large: db, features: POSTGRES_FEATURES }, take, close: () => client.end() }
}
