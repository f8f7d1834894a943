// A thread of its own: SQLite is called synchronously, and the server must not stand still meanwhile. It imports nothing but
// Node, for what the server gives to plugins is not given to their threads.
import { constants, DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/** What the thread is asked for, by number. */
export type SqliteRequest =
  | { readonly id: number; readonly kind: 'run'; readonly text: string; readonly values: readonly SQLInputValue[] }
  | { readonly id: number; readonly kind: 'next'; readonly count: number }
  | { readonly id: number; readonly kind: 'close' }

type Cell = string | number | null

export type SqliteAnswer = { readonly id: number } & (
  | { readonly columns: readonly string[] }
  | { readonly rows: readonly (readonly Cell[])[] }
  | { readonly closed: true }
  | { readonly error: string }
)

const database = new DatabaseSync(String(workerData.file))
// Other files can be opened by ATTACH and written by VACUUM INTO, which attaches too.
if (workerData.mayAttach !== true) {
  database.setAuthorizer((action) => (action === constants.SQLITE_ATTACH ? constants.SQLITE_DENY : constants.SQLITE_OK))
}
let rows: Iterator<Record<string, SQLOutputValue>> | null = null
let columns: readonly string[] = []

parentPort?.on('message', (request: SqliteRequest) => parentPort?.postMessage(answer(request)))

function answer(request: SqliteRequest): SqliteAnswer {
  const { id } = request
  try {
    if (request.kind === 'run') return { id, columns: run(request.text, request.values) }
    if (request.kind === 'next') return { id, rows: next(request.count) }
    database.close()
    return { id, closed: true }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

function run(text: string, values: readonly SQLInputValue[]): readonly string[] {
  const statement = database.prepare(text)
  statement.setReadBigInts(true)
  columns = statement.columns().map(({ name }) => name ?? '')
  rows = null
  if (columns.length === 0) statement.run(...values)
  else rows = statement.iterate(...values)
  return columns
}

function next(count: number): readonly (readonly Cell[])[] {
  const found: (readonly Cell[])[] = []
  while (rows !== null && found.length < count) {
    const step = rows.next()
    if (step.done === true) rows = null
    else found.push(columns.map((column) => toCell(step.value[column] ?? null)))
  }
  return found
}

/** Integers that JavaScript would round are texts, bytes base64. */
function toCell(value: SQLOutputValue): Cell {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return value
}
