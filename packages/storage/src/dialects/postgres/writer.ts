import type pg from 'pg'
import type { SqlValue } from '../../schema/table.ts'
import type { Writer, WriteSession } from '../write-session.ts'
import { createStatements, type Statement } from './bulk-statements.ts'

/**
 * Writes many rows with one statement per table and operation. Columns travel as arrays, so a statement has the same text
 * however many rows it writes and stays prepared; statements of a group are sent without waiting for each other.
 *
 * The pool must have exactly one connection (it makes a new one when that breaks), which makes this the one writer.
 */
export function createPostgresWriter(pool: pg.Pool): Writer {
  const statements = createStatements()
  return {
    transaction: async (work) => {
      const client = await pool.connect()
      let broken: Error | undefined
      const onError = (error: Error) => {
        broken = error
      }
      client.on('error', onError)
      try {
        const [, result] = await Promise.all([client.query('begin'), work(createSession(client, statements))])
        const { command } = await client.query('commit')
        if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`)
        return result
      } catch (error) {
        await client.query('rollback').catch(onError)
        throw error
      } finally {
        client.off('error', onError)
        client.release(broken)
      }
    },
  }
}

function createSession(client: pg.ClientBase, statements: ReturnType<typeof createStatements>): WriteSession {
  const run = async (statement: Statement, rows: readonly (readonly SqlValue[])[]) => {
    const values = statement.parameters.map((_, index) => rows.map((row) => row[index] ?? null))
    return client.query({ name: statement.name, text: statement.text, values, rowMode: 'array' })
  }
  return {
    // Cells of these columns are texts, numbers or null.
    read: async (read, keys) => (await run(statements.read(read), keys)).rows as unknown as SqlValue[][],
    remove: async (removal, keys) => {
      await run(statements.remove(removal), keys)
    },
    insert: async (table, rows) => {
      await run(statements.insert(table), rows.map(table.values))
    },
    put: async (table, rows) => {
      await run(statements.put(table), rows.map(table.values))
    },
    update: async (table, rows) => {
      await run(statements.update(table), rows.map(table.updateValues))
    },
  }
}
