import type { Logger } from '@countersign/core'
import pg from 'pg'
import type { LentConnection } from '../kysely-driver.ts'

interface PoolOptions {
  readonly url: string
  readonly max: number
  /** Shown in the server's list of connections. */
  readonly name: string
  /** Settings of each connection, as `set` statements without the word. */
  readonly settings: readonly string[]
  /** Send statements without waiting for the answers to those before. */
  readonly pipeline?: boolean
  readonly logger: Logger
}

/** The type that PostgreSQL gives counts, instants and sequence numbers in. None of ours passes 2^53. */
const BIGINT_OID = 20

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT_OID ? Number : pg.types.getTypeParser(oid, format),
}

/** How long to wait for a server that does not answer, or for a connection while all are busy. */
const CONNECT_TIMEOUT_MS = 30_000

/** What all connections have in common. */
export function clientOptions(url: string, name: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: `countersign ${name}`,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types,
  }
}

/** A pool of connections that replaces broken ones by itself. */
export function createPool({ url, max, name, settings, pipeline = false, logger }: PoolOptions): pg.Pool {
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    for (const setting of settings) await client.query(`set ${setting}`)
  }
  const pool = new pg.Pool({ ...clientOptions(url, name), max, pipeline, onConnect })
  pool.on('error', (error) => logger.warn('idle database connection lost', { pool: name, error: error.message }))
  return pool
}

/** As many statements as this stay prepared on each connection; those that come later are not. */
const MAX_PREPARED = 500

/**
 * Lends connections of a pool to Kysely.
 *
 * @param prepare keep statements prepared: for a pool whose statements have few shapes and are short
 */
export function lendFrom(pool: pg.Pool, { prepare }: { readonly prepare: boolean }): () => Promise<LentConnection> {
  const names = new Map<string, string>()
  const nameOf = (sql: string): string | undefined => {
    const known = names.get(sql)
    if (known !== undefined || !prepare || names.size >= MAX_PREPARED) return known
    const name = `read ${names.size}`
    names.set(sql, name)
    return name
  }
  return async () => {
    const client = await pool.connect()
    let failure: Error | undefined
    const onError = (error: Error) => {
      failure = error
    }
    client.on('error', onError)
    return {
      query: async (sql, parameters) => {
        const name = nameOf(sql)
        const values = parameters.map(toPostgresValue)
        const result = await client.query(name === undefined ? { text: sql, values } : { name, text: sql, values })
        return { rows: result.rows, changes: result.rowCount ?? 0 }
      },
      release: () => {
        client.off('error', onError)
        client.release(failure)
      },
    }
  }
}

/** PostgreSQL has no character NUL in texts: a search for one finds what a text with one was stored as. */
function toPostgresValue(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
}
