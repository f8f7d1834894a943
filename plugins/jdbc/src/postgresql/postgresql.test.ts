import { getEventListeners } from 'node:events'
import type { EffectTask, ValueMap } from '@countersign/plugin-sdk'
import {
  bytesOf,
  createMemoryFileStorage,
  type RunTaskOptions,
  runTask,
  runTrigger,
} from '@countersign/plugin-sdk/testing'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { postgresBatch } from './batch.ts'
import { clientConfig } from './client-config.ts'
import { openSession } from './open-session.ts'
import { postgresQueries } from './queries.ts'
import { postgresQuery } from './query.ts'
import { postgresTrigger } from './trigger.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** A schema of this file alone, reached as a flow reaches it. */
const SCHEMA = 'jdbc_plugin'
const url = new URL(inject('postgresUrl'))
const connection = {
  url: `jdbc:postgresql://${url.host}${url.pathname}?currentSchema=${SCHEMA}`,
  username: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
}
const NO_CONNECTION = {
  username: undefined,
  password: undefined,
  ssl: undefined,
  sslMode: undefined,
  sslRootCert: undefined,
  sslCert: undefined,
  sslKey: undefined,
  sslKeyPassword: undefined,
}
const admin = new pg.Client({ connectionString: url.href })

beforeAll(async () => {
  await admin.connect()
  await admin.query(`drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA}; set search_path = ${SCHEMA}`)
})
afterAll(async () => {
  await admin.query(`drop schema ${SCHEMA} cascade`)
  await admin.end()
})
beforeEach(() => admin.query('drop table if exists people; create table people (id int primary key, name text)'))

const run = (task: EffectTask, properties: ValueMap, context: RunTaskOptions['context'] = {}) =>
  runTask(task, { ...connection, ...properties }, { context })
const query = (sql: string, more: ValueMap = {}, context: RunTaskOptions['context'] = {}) =>
  run(postgresQuery, { sql, fetchType: 'FETCH_ONE', ...more }, context)

describe('postgresql.Query', () => {
  it('gives every type as flows have it', async () => {
    const { outputs, failure } =
      await query(`select 1::int2 a, 9007199254740993::int8 b, 1.10::numeric c, 0.1::float8 d, true e,
      null f, 'ü"x' g, date '2026-01-02' h, timestamp '2026-01-02 03:04:05.678' i, timestamptz '2026-01-02 03:04:05+02' j,
      '{"x": [1, null]}'::jsonb k, '\\x00ff'::bytea l, array[1,2,null] m, array['a','b "c"'] n,
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid o, 'NaN'::numeric p`)
    expect(failure).toBeNull()
    const { row, size } = outputs as { readonly row: ValueMap; readonly size: number }
    expect(size).toBe(1)
    expect(String(row.b)).toBe('9007199254740993')
    expect(String(row.c)).toBe('1.10')
    const { b, c, ...others } = row
    expect(others).toEqual({
      a: 1,
      d: 0.1,
      e: true,
      f: null,
      g: 'ü"x',
      h: '2026-01-02',
      i: '2026-01-02T03:04:05.678',
      j: '2026-01-02T01:04:05Z',
      k: { x: [1, null] },
      l: 'AP8=',
      m: [1, 2, null],
      n: ['a', 'b "c"'],
      o: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      p: 'NaN',
    })
  })

  it('keeps parameters out of the statement', async () => {
    const parameters = { name: "x'; drop table people; --", ids: [1, 2], json: { a: 1 } }
    const outcome = await query(
      'select :name::text as name, :ids::int[] as ids, :json::jsonb as json, :name::text = :name::text as same',
      { parameters },
    )
    expect(outcome.outputs.row).toEqual({ name: parameters.name, ids: [1, 2], json: { a: 1 }, same: true })
  })

  it('gives all rows, one, none, or stores them, by either form of the property', async () => {
    const sql = 'select n from generate_series(1, 5) n'
    const storage = createMemoryFileStorage()
    const stored = await query(sql, { fetchType: 'STORE', fetchSize: 2 }, { storage })
    expect(stored.outputs.size).toBe(5)
    const bytes = await bytesOf(await storage.open('main', String(stored.outputs.uri)))
    expect(new TextDecoder().decode(bytes)).toBe('{n:1}\n{n:2}\n{n:3}\n{n:4}\n{n:5}\n')
    expect(stored.metrics).toEqual([
      { name: 'fetch.size', type: 'counter', value: 5, tags: { fetch: 'false', store: 'true' } },
    ])
    const rows = [1, 2, 3, 4, 5].map((n) => ({ n }))
    expect((await query(sql, { fetchType: 'FETCH', fetchSize: 2 })).outputs).toEqual({ rows, size: 5 })
    expect((await run(postgresQuery, { sql, fetch: true })).outputs).toEqual({ rows, size: 5 })
    expect((await run(postgresQuery, { sql, fetchOne: true })).outputs).toEqual({ row: { n: 1 }, size: 1 })
    expect((await run(postgresQuery, { sql, store: true })).outputs).toMatchObject({ size: 5, uri: expect.any(String) })
    expect((await run(postgresQuery, { sql })).outputs).toEqual({})
    expect((await query(`${sql} where false`)).outputs).toEqual({ size: 0 })
  })

  it('runs afterSQL in the same transaction', async () => {
    await admin.query("insert into people values (1, 'Ana')")
    const taken = await query('select * from people', { fetchType: 'FETCH', afterSQL: 'delete from people' })
    expect(taken.outputs).toEqual({ rows: [{ id: 1, name: 'Ana' }], size: 1 })
    const broken = await query("insert into people values (2, 'Ben')", { afterSQL: 'select nothing' })
    expect(broken.failure?.code).toBe('SQL_FAILED')
    expect((await admin.query('select count(*)::int as n from people')).rows).toEqual([{ n: 0 }])
  })

  it('lives in the time zone of the flow', async () => {
    const { outputs } = await query("select timestamptz '2026-01-02 03:04:05Z' as t", { timeZoneId: 'Europe/Paris' })
    expect(outputs.row).toEqual({ t: '2026-01-02T04:04:05+01:00' })
  })

  it('leaves no connection behind when it cannot begin', async () => {
    const { signal } = new AbortController()
    const input = { ...NO_CONNECTION, ...connection }
    await expect(openSession({ signal }, input, 'No/Where')).rejects.toMatchObject({ code: 'SQL_FAILED' })
    expect(getEventListeners(signal, 'abort')).toEqual([])
    const left = async () => {
      const { rows } = await admin.query(
        "select query from pg_stat_activity where query like 'select set_config(''TimeZone''%' and datname = current_database()",
      )
      return rows
    }
    await expect.poll(left).toEqual([])
  })

  it.each([
    ['select 1; select 2', 'holds 2 statements; a Query runs exactly one'],
    ['-- nothing', 'holds no statement'],
    ['select * from nowhere', 'relation "nowhere" does not exist, at character 15 of the statement (42P01)'],
    ['select :missing', '`parameters` has no `missing`'],
  ])('says what is wrong with %j', async (sql, message) => {
    expect((await query(sql)).failure).toMatchObject({ retryable: false, message: expect.stringContaining(message) })
  })

  it.each([
    [{ url: 'jdbc:postgresql://127.0.0.1:1/x' }, 'SQL_NO_ANSWER', true],
    [{ url: 'jdbc:mysql://hush/x' }, 'SQL_URL_INVALID', false],
    [{ url: 'hush' }, 'SQL_URL_INVALID', false],
  ])('never shows an address or a password: %j', async (more, code, retryable) => {
    const outcome = await query('select 1', { ...more, password: 'hush' })
    expect(outcome.failure).toMatchObject({ code, retryable })
    expect(JSON.stringify(outcome)).not.toContain('hush')
  })

  it('cancels in the database what runs when it is stopped', async () => {
    const stop = new AbortController()
    const running = query('select pg_sleep(60) as sleeping_for_the_test', {}, { signal: stop.signal })
    const active = async () => {
      const { rows } = await admin.query(
        "select 1 from pg_stat_activity where query like '%sleeping_for_the_test%' and state = 'active' and pid <> pg_backend_pid()",
      )
      return rows.length
    }
    await expect.poll(active).toBe(1)
    stop.abort(new Error('killed'))
    expect((await running).failure?.message).toBe('killed')
    await expect.poll(active).toBe(0)
  })
})

describe('postgresql.Queries', () => {
  const sql =
    "insert into people values (:id, 'Ana;'); select * from people; update people set name = 'B' returning name"

  it('runs statements together and gives the rows of each that has some', async () => {
    const outcome = await run(postgresQueries, { sql, parameters: { id: 7 }, fetchType: 'FETCH' })
    expect(outcome.outputs).toEqual({
      outputs: [
        { rows: [{ id: 7, name: 'Ana;' }], size: 1 },
        { rows: [{ name: 'B' }], size: 1 },
      ],
    })
  })

  it.each([
    [true, 0],
    [false, 1],
  ])('leaves %s what came before a failure only without a transaction', async (transaction, count) => {
    const outcome = await run(postgresQueries, {
      sql: "insert into people values (1, 'x'); select nothing",
      transaction,
    })
    expect(outcome.failure?.code).toBe('SQL_FAILED')
    expect((await admin.query('select count(*)::int as n from people')).rows).toEqual([{ n: count }])
  })
})

describe('postgresql.Batch', () => {
  async function stored(lines: string) {
    const storage = createMemoryFileStorage()
    const from = 'kestra:///company/team/flow/executions/execution/in.ion'
    await storage.put('main', from, new TextEncoder().encode(lines))
    return { storage, from }
  }
  const people = async () => (await admin.query('select * from people order by id')).rows

  it('writes the records of a file, by a statement or by the name of a table', async () => {
    const { storage, from } = await stored('{id: 1, name: "Ana"}\n{"id": 2, "name": null}\n{id: 3, name: "it\'s"}\n')
    const insert = { from, sql: "insert into people values (?, coalesce(?, '?'))", chunk: 2 }
    const outcome = await run(postgresBatch, insert, { storage })
    expect(outcome).toMatchObject({ failure: null, outputs: { rowCount: 3, updatedCount: 3 } })
    expect(await people()).toEqual([
      { id: 1, name: 'Ana' },
      { id: 2, name: '?' },
      { id: 3, name: "it's" },
    ])
    await admin.query('delete from people')
    const columns = { from, table: `${SCHEMA}.people`, columns: ['id', 'name'] }
    expect((await run(postgresBatch, columns, { storage })).outputs).toEqual({ rowCount: 3, updatedCount: 3 })
  })

  it('writes all or none', async () => {
    const { storage, from } = await stored('[1, "a"]\n[2, "b"]\n[1, "again"]\n')
    const outcome = await run(postgresBatch, { from, sql: 'insert into people values (?, ?)', chunk: 1 }, { storage })
    expect(outcome.failure?.message).toContain('duplicate key')
    expect(await people()).toEqual([])
  })

  it('says what is missing', async () => {
    const { storage, from } = await stored('{id: 1}\n')
    expect((await run(postgresBatch, { from }, { storage })).failure?.message).toContain('set `sql`, or `table`')
    const text = await stored('"text"\n')
    expect(
      (await run(postgresBatch, { from: text.from, table: 'people' }, { storage: text.storage })).failure?.code,
    ).toBe('SQL_RECORD_INVALID')
  })
})

describe('postgresql.Trigger', () => {
  const look = (more: ValueMap) =>
    runTrigger(postgresTrigger, {
      ...connection,
      sql: 'select * from people',
      afterSQL: 'delete from people',
      fetchType: 'FETCH',
      ...more,
    })

  it('starts with the rows that are there, once', async () => {
    expect(await look({})).toBeNull()
    await admin.query("insert into people values (1, 'Ana')")
    expect(await look({})).toEqual({ rows: [{ id: 1, name: 'Ana' }], size: 1 })
    expect(await look({})).toBeNull()
  })

  it('cannot store rows', async () => {
    await admin.query("insert into people values (1, 'Ana')")
    await expect(look({ fetchType: 'STORE' })).rejects.toThrow('use fetchType FETCH')
  })
})

describe('The address', () => {
  it('is that of JDBC or that of PostgreSQL, with what it says of its own', () => {
    const jdbc = clientConfig({
      ...NO_CONNECTION,
      url: 'jdbc:postgresql://[::1]/a%20b?user=ana&password=x&sslmode=verify-ca',
    })
    expect(jdbc).toMatchObject({
      host: '::1',
      port: 5432,
      database: 'a b',
      user: 'ana',
      password: 'x',
      ssl: { rejectUnauthorized: true },
    })
    const own = clientConfig({
      ...NO_CONNECTION,
      url: 'postgresql://ben:y@host:1',
      username: 'ana',
      sslMode: 'REQUIRE',
    })
    expect(own).toMatchObject({
      host: 'host',
      port: 1,
      database: 'ana',
      user: 'ana',
      password: 'y',
      ssl: { rejectUnauthorized: false },
    })
    expect(clientConfig({ ...NO_CONNECTION, url: 'postgres://host/x', ssl: true }).ssl).toEqual({
      rejectUnauthorized: true,
    })
  })
})
