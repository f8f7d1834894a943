import { stringifyIon, TaskFailure, type ValueMap } from '@countersign/plugin-sdk'
import type { FetchType } from './query-properties.ts'
import type { QueryContext, StatementResult } from './session.ts'

/** More rows than this are a file's business; the engine refuses outputs of that size anyway. */
const MAX_FETCHED_ROWS = 100_000

/** Turns the rows of a statement into outputs, as the flow wants them. Undefined when the statement gives no rows. */
export async function fetchRows(
  context: QueryContext,
  result: StatementResult,
  fetchType: FetchType,
  file: string,
): Promise<ValueMap | undefined> {
  if (!result.hasRows || fetchType === 'NONE') return undefined
  if (fetchType === 'STORE') {
    const counted = { rows: 0 }
    const uri = await context.files.write(file, records(context, result, counted))
    return { uri, size: counted.rows }
  }
  const rows: ValueMap[] = []
  for await (const piece of result.rows()) {
    context.signal.throwIfAborted()
    // One by one: as arguments of one call a large piece is more than the stack holds.
    for (const row of piece) rows.push(row)
    if (fetchType === 'FETCH_ONE') break
    if (rows.length > MAX_FETCHED_ROWS) {
      throw TaskFailure.fatal(`The query gives more than ${MAX_FETCHED_ROWS} rows; use fetchType STORE.`, {
        code: 'SQL_TOO_MANY_ROWS',
      })
    }
  }
  if (fetchType === 'FETCH') return { rows, size: rows.length }
  const [row] = rows
  return row === undefined ? { size: 0 } : { row, size: 1 }
}

async function* records(
  context: QueryContext,
  result: StatementResult,
  counted: { rows: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of result.rows()) {
    context.signal.throwIfAborted()
    counted.rows += piece.length
    yield Buffer.from(piece.map((row) => `${stringifyIon(row)}\n`).join(''))
  }
}
