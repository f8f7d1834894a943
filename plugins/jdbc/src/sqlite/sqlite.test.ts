import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScriptSettings, ValueMap } from '@countersign/plugin-sdk'
import { createMemoryFileStorage, type RunTaskOptions, runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { openSession } from './open-session.ts'
import { sqliteQueries } from './queries.ts'
import { sqliteQuery } from './query.ts'

const query = (sql: string, more: ValueMap = {}, context: RunTaskOptions['context'] = {}) =>
  runTask(sqliteQuery, { sql, fetchType: 'FETCH_ONE', ...more }, { context })
const queries = (sql: string, more: ValueMap = {}, context: RunTaskOptions['context'] = {}) =>
  runTask(sqliteQueries, { sql, fetchType: 'FETCH', ...more }, { context })

describe('sqlite.Query', () => {
  it('gives every type as flows have it, from a database in memory', async () => {
    const parameters = { name: "x'; drop table y; --", yes: true, list: [1] }
    const sql = "select 1 a, 9007199254740993 b, 1.5 c, null d, x'00ff' e, :name f, :yes g, :list h, :name = :name i"
    expect((await query(sql, { parameters })).outputs).toEqual({
      row: { a: 1, b: '9007199254740993', c: 1.5, d: null, e: 'AP8=', f: parameters.name, g: 1, h: '[1]', i: 1 },
      size: 1,
    })
  })

  it('reads rows in pieces', async () => {
    const sql = 'with recursive n(x) as (select 1 union all select x + 1 from n where x < 5) select x from n'
    expect((await query(sql, { fetchType: 'FETCH', fetchSize: 2 })).outputs).toMatchObject({ size: 5 })
    expect((await query(sql, { fetchType: 'STORE', fetchSize: 2 })).outputs).toEqual({
      size: 5,
      uri: expect.any(String),
    })
    expect((await query(sql, { fetchType: 'NONE' })).outputs).toEqual({})
  })

  it.each([
    ['select * from nowhere', 'SQLite refused: no such table: nowhere.'],
    ['select 1; select 2', 'a Query runs exactly one'],
  ])('says what is wrong with %j', async (sql, message) => {
    expect((await query(sql)).failure?.message).toContain(message)
  })

  it('does not hold up the server, and ends when it is stopped', async () => {
    const stop = new AbortController()
    const endless = 'with recursive n(x) as (select 1 union all select x + 1 from n) select x from n'
    const running = query(endless, { fetchType: 'STORE', fetchSize: 1 }, { signal: stop.signal })
    await new Promise((resolve) => setImmediate(resolve))
    stop.abort(new Error('killed'))
    expect((await running).failure?.message).toBe('killed')
  })
})

describe('A session of SQLite', () => {
  it('starts no thread for a task that is stopped already', async () => {
    const threads: unknown[] = []
    const count = (thread: unknown) => void threads.push(thread)
    process.on('worker', count)
    const signal = AbortSignal.abort(new Error('killed'))
    await expect(openSession({ signal, services: {} }, ':memory:')).rejects.toThrow('killed')
    // Node tells of a thread in the turn in which it is made.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('worker', count)
    expect(threads).toEqual([])
  })
})

describe('sqlite.Queries', () => {
  it('works on a stored database and stores it again', async () => {
    const storage = createMemoryFileStorage()
    const made = await queries(
      "create table t (a); insert into t values (:a), ('x;y'); select * from t",
      { parameters: { a: 1 }, outputDbFile: true },
      { storage },
    )
    expect(made.outputs).toEqual({
      outputs: [{ rows: [{ a: 1 }, { a: 'x;y' }], size: 2 }],
      databaseUri: expect.any(String),
    })
    const sqliteFile = String(made.outputs.databaseUri)
    const again = await query('select count(*) as n from t', { sqliteFile, url: 'jdbc:sqlite:mine.db' }, { storage })
    expect(again.outputs.row).toEqual({ n: 2 })
  })

  it('undoes everything when a statement fails, unless there is no transaction', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'countersign-sqlite-'))
    const url = `jdbc:sqlite:${join(directory, 'x.db')}`
    const context = { services: { scripts: allowing(true) } }
    await queries('create table t (a)', { url }, context)
    const fails = 'insert into t values (1); select * from nowhere'
    expect((await queries(fails, { url }, context)).failure?.code).toBe('SQL_FAILED')
    expect((await query('select count(*) as n from t', { url }, context)).outputs.row).toEqual({ n: 0 })
    await queries(fails, { url, transaction: false }, context)
    expect((await query('select count(*) as n from t', { url }, context)).outputs.row).toEqual({ n: 1 })
    await rm(directory, { recursive: true })
  })

  it.each([
    ['jdbc:sqlite:/etc/passwd', 'SQL_FORBIDDEN'],
    ['jdbc:sqlite:../x.db', 'SQL_URL_INVALID'],
    ['jdbc:sqlite:file:/etc/passwd', 'SQL_URL_INVALID'],
    ['jdbc:h2:mem', 'SQL_URL_INVALID'],
  ])('opens no file of the server by %s where programs may not run', async (url, code) => {
    const context = { services: { scripts: allowing(false) } }
    expect((await queries('select 1', { url }, context)).failure).toMatchObject({ code, retryable: false })
  })

  it('follows no link that a program has left in its directory', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'countersign-outside-'))
    const workingDirectory = await mkdtemp(join(tmpdir(), 'countersign-inside-'))
    try {
      await symlink(join(outside, 'secret.db'), join(workingDirectory, 'mine.db'))
      const context = { services: { scripts: allowing(false) }, workingDirectory }
      const outcome = await queries('create table t (a)', { url: 'jdbc:sqlite:mine.db' }, context)
      expect(outcome.failure).toMatchObject({ code: 'SQL_FORBIDDEN', retryable: false })
      expect(await readdir(outside)).toEqual([])
    } finally {
      for (const directory of [outside, workingDirectory]) await rm(directory, { recursive: true })
    }
  })

  it('attaches no other file either', async () => {
    const context = { services: { scripts: allowing(false) } }
    expect((await queries("attach '/tmp/other.db' as other", {}, context)).failure?.code).toBe('SQL_FAILED')
  })
})

function allowing(process: boolean): ScriptSettings {
  return {
    process,
    docker: false,
    dockerVolumes: false,
    dockerCommand: 'docker',
    environment: {},
    dockerEnvironment: {},
  }
}
