import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite, type SqliteConnection } from './connection.ts'
import { createReadingThread, type ReadingThread } from './reading-thread.ts'

describe('The reading thread', () => {
  let directory: string
  let connection: SqliteConnection
  let thread: ReadingThread

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'countersign-thread-'))
    const path = join(directory, 'x.db')
    connection = openSqlite({ path })
    connection.execute('pragma journal_mode = wal; create table t (id integer primary key, text text)')
    connection.run('insert into t values (?, ?)', [1, 'one'])
    thread = createReadingThread({ path, pragmas: 'pragma cache_size = -1000' })
  })
  afterEach(async () => {
    await thread.close()
    connection.close()
    await rm(directory, { recursive: true })
  })

  it('answers with what is committed at the moment of the question', async () => {
    expect((await thread.query('select * from t', [])).rows).toEqual([{ id: 1, text: 'one' }])
    connection.run('insert into t values (?, ?)', [2, 'two'])
    expect((await thread.query('select text from t where id = ?', [2])).rows).toEqual([{ text: 'two' }])
  })

  it('answers many questions, each with its own answer', async () => {
    const asked = Array.from({ length: 50 }, (_, n) => thread.query('select ? as n', [n]))
    expect((await Promise.all(asked)).map(({ rows }) => rows)).toEqual(asked.map((_, n) => [{ n }]))
  })

  it('leaves the main thread free while it works', async () => {
    const counting = `with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000000)
      select count(*) as total from n`
    let turns = 0
    const working = thread.query(counting, [])
    const timer = setInterval(() => {
      turns += 1
    }, 1)
    expect((await working).rows).toEqual([{ total: 3_000_000 }])
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })

  it('rejects what the database refuses, also writes, and goes on', async () => {
    await expect(thread.query('select nonsense', [])).rejects.toThrow('nonsense')
    await expect(thread.query('delete from t', [])).rejects.toThrow('readonly')
    expect((await thread.query('select count(*) as n from t', [])).rows).toEqual([{ n: 1 }])
  })

  it('rejects questions that are open when it is closed, and later ones', async () => {
    const open = thread.query('select 1', [])
    open.catch(() => undefined)
    await thread.close()
    await expect(open).rejects.toThrow('closed')
    await expect(thread.query('select 1', [])).rejects.toThrow('closed')
  })
})
