import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { createTestDatabase } from './postgres-database.ts'

async function execute(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

/** The first column of the first row. */
async function queryOne(url: string, sql: string): Promise<unknown> {
  return Object.values((await execute(url, sql)).rows[0])[0]
}

test('The server that tests get is PostgreSQL 18', async () => {
  expect(Number(await queryOne(inject('postgresUrl'), 'show server_version_num'))).toBeGreaterThanOrEqual(180_000)
})

test('Every test database is empty and its own', async () => {
  const [one, two] = await Promise.all([
    createTestDatabase(inject('postgresUrl')),
    createTestDatabase(inject('postgresUrl')),
  ])
  const tables = "select count(*)::int from pg_tables where schemaname = 'public'"

  await execute(one, 'create table mark (x int)')

  expect(await queryOne(one, tables)).toBe(1)
  expect(await queryOne(two, tables)).toBe(0)
})

test('The server ends when the process that started it is killed', async () => {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)})
    console.log((await startPostgres()).url)
    setInterval(() => undefined, 1000)`
  const { COUNTERSIGN_TEST_POSTGRES_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: environment,
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = await once(createInterface({ input: child.stdout }), 'line')
  expect(await queryOne(url, 'select 1')).toBe(1)

  child.kill('SIGKILL')
  await once(child, 'exit')

  await expect.poll(() => queryOne(url, 'select 1').catch(() => 'gone'), { timeout: 10_000 }).toBe('gone')
}, 30_000)
