import type { Column, Removal, SqlValue, Table } from '../../schema/table.ts'
import { memoize } from '../memoize.ts'
import type { Mutex } from '../mutex.ts'
import type { KeyedRead, Writer, WriteSession } from '../write-session.ts'
import type { SqliteConnection } from './connection.ts'

/** Writes row by row with prepared statements: within one process that is faster than statements of many rows. */
export function createSqliteWriter(connection: SqliteConnection, mutex: Mutex): Writer {
  const session = createSession(connection)
  return {
    transaction: async (work) => {
      const release = await mutex.acquire()
      try {
        connection.execute('begin immediate')
        try {
          const result = await work(session)
          connection.execute('commit')
          return result
        } catch (error) {
          rollback(connection)
          throw error
        }
      } finally {
        release()
      }
    },
  }
}

/** A failed statement may have ended the transaction already; the error that led here is the one to report. */
function rollback(connection: SqliteConnection): void {
  try {
    connection.execute('rollback')
  } catch {
    // No transaction is open any more, which is what was wanted.
  }
}

function createSession(connection: SqliteConnection): WriteSession {
  const texts = createStatementTexts()
  return {
    read: async (read, keys) => {
      const sql = texts.read(read)
      return keys.flatMap((key) =>
        connection
          .all(sql, [...key])
          // Every column of these reads is text, a number or null.
          .map((row) => Object.values(row) as SqlValue[]),
      )
    },
    remove: async (removal, keys) => {
      const sql = texts.remove(removal)
      for (const key of keys) connection.run(sql, [...key])
    },
    insert: async (table, rows) => {
      const sql = texts.insert(table)
      for (const row of rows) connection.run(sql, table.values(row))
    },
    put: async (table, rows) => {
      const sql = texts.put(table)
      for (const row of rows) connection.run(sql, table.values(row))
    },
    update: async (table, rows) => {
      const sql = texts.update(table)
      for (const row of rows) connection.run(sql, table.updateValues(row))
    },
  }
}

/** The text of each statement, written once per table. */
function createStatementTexts() {
  return {
    read: memoize((read: KeyedRead) => {
      const columns = [...read.key.map((column) => column.name), ...read.columns].map(quote).join(', ')
      return `select ${columns} from ${quote(read.table)} where ${matches(read.key)}`
    }),
    remove: memoize((removal: Removal) => `delete from ${quote(removal.table)} where ${matches(removal.columns)}`),
    insert: memoize(insertText),
    put: memoize((table: Statable) => {
      const sets = table.mutable.map((column) => `${quote(column.name)} = excluded.${quote(column.name)}`).join(', ')
      const action = sets === '' ? 'do nothing' : `do update set ${sets}`
      return `${insertText(table)} on conflict (${names(table.key)}) ${action}`
    }),
    update: memoize((table: Statable) => {
      const sets = table.mutable.map((column) => `${quote(column.name)} = ?`).join(', ')
      return `update ${quote(table.name)} set ${sets} where ${matches(table.key)}`
    }),
  }
}

type Statable = Pick<Table<never>, 'name' | 'columns' | 'key' | 'mutable'>

function insertText(table: Statable): string {
  return `insert into ${quote(table.name)} (${names(table.columns)}) values (${table.columns.map(() => '?').join(', ')})`
}

function matches(columns: readonly Column[]): string {
  return columns.map((column) => `${quote(column.name)} = ?`).join(' and ')
}

function names(columns: readonly Column[]): string {
  return columns.map((column) => quote(column.name)).join(', ')
}

function quote(identifier: string): string {
  return `"${identifier}"`
}
