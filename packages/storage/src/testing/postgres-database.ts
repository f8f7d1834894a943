import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { ALL_MIGRATIONS } from '../migrations/all-migrations.ts'
import { POSTGRES_COLUMNS } from '../migrations/column-helpers.ts'

/** A database of a test. */
export interface PostgresDatabase {
  readonly url: string
  remove(): Promise<void>
}

/**
 * Creates an empty database on a server.
 *
 * @param serverUrl URL of any database of that server, for a user who may create databases.
 */
export async function createPostgresDatabase(serverUrl: string | undefined): Promise<PostgresDatabase> {
  return createFrom(serverUrl, 'template1')
}

/**
 * The same with the schema of today. It is a copy of a template that the first test makes on that server: to run all migrations
 * takes longer than most tests do. The template is named after the statements that it was made by.
 *
 * @param migrate brings the schema of the database under a URL up to date, and leaves no connection open.
 */
export async function createMigratedPostgresDatabase(
  serverUrl: string | undefined,
  migrate: (url: string) => Promise<void>,
): Promise<PostgresDatabase> {
  const template = `storage_template_${markOfSchema()}`
  try {
    return await createFrom(serverUrl, template)
  } catch (error) {
    if (!isMissingDatabase(error)) throw error
    await makeTemplate(serverUrl, template, migrate)
    return createFrom(serverUrl, template)
  }
}

function markOfSchema(): string {
  const statements = ALL_MIGRATIONS.map((migration) => [migration.name, migration.statements(POSTGRES_COLUMNS)])
  return createHash('sha256').update(JSON.stringify(statements)).digest('hex').slice(0, 16)
}

/** Under its name it is there whole or not at all, also when several processes make it at once. */
async function makeTemplate(
  serverUrl: string | undefined,
  name: string,
  migrate: (url: string) => Promise<void>,
): Promise<void> {
  const made = await createPostgresDatabase(serverUrl)
  await migrate(made.url)
  try {
    await execute(serverUrl, `alter database ${new URL(made.url).pathname.slice(1)} rename to ${name}`)
  } catch (error) {
    await made.remove()
    if (!hasCode(error, '42P04')) throw error
  }
}

async function createFrom(serverUrl: string | undefined, template: string): Promise<PostgresDatabase> {
  if (serverUrl === undefined) throw new Error('Tests on PostgreSQL need the URL of a server: give `postgresUrl`.')
  const name = `storage_${randomBytes(8).toString('hex')}`
  // To copy the files is twice as fast as to write every page of them into the log.
  await execute(serverUrl, `create database ${name} template ${template} strategy file_copy`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, remove: () => execute(serverUrl, `drop database ${name} with (force)`) }
}

function isMissingDatabase(error: unknown): boolean {
  return hasCode(error, '3D000')
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function execute(url: string | undefined, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
