import { randomBytes } from 'node:crypto'
import pg from 'pg'

/**
 * Creates an empty database on a server.
 *
 * @param serverUrl URL of any database of that server, for a user who may create databases.
 */
export async function createPostgresDatabase(
  serverUrl: string | undefined,
): Promise<{ readonly url: string; remove(): Promise<void> }> {
  if (serverUrl === undefined) throw new Error('Tests on PostgreSQL need the URL of a server: give `postgresUrl`.')
  const name = `storage_${randomBytes(8).toString('hex')}`
  await execute(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, remove: () => execute(serverUrl, `drop database ${name} with (force)`) }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
