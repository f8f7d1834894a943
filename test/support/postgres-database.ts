import { randomBytes } from 'node:crypto'
import pg from 'pg'

/**
 * Creates an empty database on a server and returns its URL.
 *
 * @param serverUrl URL of any database of that server, for a user who may create databases.
 */
export async function createTestDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
