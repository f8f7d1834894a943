import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '@countersign/core'
import { createStorage, type DatabaseLocation, type SqlStorage } from '@countersign/storage'
import pg from 'pg'

/** Names a PostgreSQL server to measure, for a user who may create databases. It should be durable: tests' servers are not. */
export const POSTGRES_URL_VARIABLE = 'COUNTERSIGN_BENCH_POSTGRES_URL'

/** A new database of its own, removed by `close()`. */
export type BenchDatabase = { readonly name: string; readonly storage: SqlStorage; close(): Promise<void> }

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
}

export async function openDatabases(): Promise<readonly BenchDatabase[]> {
  const server = process.env[POSTGRES_URL_VARIABLE]
  return server ? [await openSqlite(), await openPostgres(server)] : [await openSqlite()]
}

async function openSqlite(): Promise<BenchDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-bench-'))
  const remove = () => rm(directory, { recursive: true })
  return open('sqlite', { file: join(directory, 'bench.db') }, remove)
}

async function openPostgres(server: string): Promise<BenchDatabase> {
  const name = `bench_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await execute(server, `create database ${name}`)
  return open('postgres', { url: url.href }, () => execute(server, `drop database ${name} with (force)`))
}

async function open(name: string, location: DatabaseLocation, remove: () => Promise<void>): Promise<BenchDatabase> {
  const storage = await createStorage({
    ...location,
    clock: { now: () => Date.now() },
    hasher: { sha256: (text) => createHash('sha256').update(text).digest('hex') },
    logger: silent,
  })
  const close = async () => {
    await storage.close()
    await remove()
  }
  return { name, storage, close }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
