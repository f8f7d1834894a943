import { isList, isMap, type TaskContext, toJsonText, toText, type Value, type ValueMap } from '@countersign/plugin-sdk'
import type { Client } from 'pg'
import type { Session, StatementResult } from '../sql/session.ts'
import { type ConnectionInput, clientConfig } from './client-config.ts'
import { convertValue } from './convert-value.ts'
import { toDatabaseFailure } from './database-failure.ts'

/** Every value reaches us as the text that the database sends. */
const TYPES = { getTypeParser: (type: number) => (text: string) => convertValue(type, text) }

/**
 * Connects. When the signal is aborted, what runs in the database is cancelled there, and the connection closed.
 * @throws TaskFailure when that cannot be done
 */
export async function openSession(
  context: Pick<TaskContext, 'signal'>,
  input: ConnectionInput,
  timeZone: string | undefined,
): Promise<Session> {
  const { default: pg } = await import('pg')
  const { default: Cursor } = await import('pg-cursor')
  const config = clientConfig(input)
  const client = new pg.Client(config)
  // A connection that breaks while nothing runs must not end the process; the next statement says so.
  client.on('error', () => {})
  const guarded = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw context.signal.aborted ? context.signal.reason : toDatabaseFailure(error)
    })
  await guarded(client.connect())
  const stop = () => void cancel(client, () => new pg.Client(config))
  context.signal.addEventListener('abort', stop, { once: true })
  const close = async () => {
    context.signal.removeEventListener('abort', stop)
    await client.end().catch(() => {})
  }
  try {
    context.signal.throwIfAborted()
    await guarded(client.query("select set_config('TimeZone', $1, false)", [timeZone ?? 'UTC']))
  } catch (error) {
    await close()
    throw error
  }

  return {
    mark: (position) => `$${position}`,
    async run({ text, values }, fetchSize) {
      const cursor = client.query(new Cursor(text, values.map(toParameter), { rowMode: 'array', types: TYPES }))
      const read = () =>
        guarded(
          new Promise<Piece>((resolve, reject) => {
            cursor.read(fetchSize, (error: Error | undefined, rows: Value[][], result: PieceResult) => {
              if (error) reject(error)
              else resolve({ rows, columns: result.fields.map(({ name }) => name) })
            })
          }),
        )
      const first = await read()
      const hasRows = first.columns.length > 0
      if (!hasRows) await guarded(cursor.close())
      return resultOf(first, hasRows, fetchSize, read, () => guarded(cursor.close()))
    },
    close,
  }
}

interface Piece {
  readonly rows: readonly (readonly Value[])[]
  readonly columns: readonly string[]
}

interface PieceResult {
  readonly fields: readonly { readonly name: string }[]
}

function resultOf(
  first: Piece,
  hasRows: boolean,
  fetchSize: number,
  read: () => Promise<Piece>,
  close: () => Promise<void>,
): StatementResult {
  return {
    hasRows,
    async *rows() {
      try {
        let piece = first
        while (piece.rows.length > 0) {
          yield piece.rows.map((row) => toRow(first.columns, row))
          if (piece.rows.length < fetchSize) return
          piece = await read()
        }
      } finally {
        if (hasRows) await close()
      }
    },
  }
}

function toRow(columns: readonly string[], values: readonly Value[]): ValueMap {
  return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]))
}

/** Lists are arrays of the database, maps its JSON. */
export function toParameter(value: Value): unknown {
  if (isMap(value)) return toJsonText(value)
  if (isList(value)) return value.map(toParameter)
  return value === null || typeof value !== 'object' ? value : toText(value)
}

/** Asks the database by a second connection: closing the first would leave the statement running until it writes something. */
async function cancel(client: Client, another: () => Client): Promise<void> {
  const { processID } = client as Client & { readonly processID?: number | null }
  const helper = another()
  helper.on('error', () => {})
  try {
    await helper.connect()
    await helper.query('select pg_cancel_backend($1)', [processID])
  } catch {
    // Nothing more can be done: closing the connection below is what is left.
  } finally {
    await helper.end().catch(() => {})
    await client.end().catch(() => {})
  }
}
