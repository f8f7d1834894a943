import {
  defineTask,
  isList,
  isMap,
  p,
  parseIon,
  type Rendered,
  readLines,
  type TaskContext,
  TaskFailure,
  type Value,
} from '@countersign/plugin-sdk'
import type { Client } from 'pg'
import { clientConfig } from './client-config.ts'
import { connectionProperties } from './connection-properties.ts'
import { toDatabaseFailure } from './database-failure.ts'
import { toParameter } from './open-session.ts'

const properties = {
  ...connectionProperties,
  from: p.string().mandatory().describe('Address of a stored file with one record, Ion or JSON, on each line.'),
  sql: p.string().describe('A statement with a `?` for each value. Default: an insert into `table`.'),
  table: p.string().describe('Table to insert into, when there is no `sql`.'),
  columns: p.list(p.string()).describe('Members of the records to take, in the order of the `?`. Default: all.'),
  chunk: p.int({ min: 1 }).default(1_000).describe('Records that are sent at once.'),
  timeZoneId: p.string().describe('Time zone of the session. Default: UTC.'),
}

type Input = Rendered<typeof properties>

/** Writes the records of a file into PostgreSQL: all of them or none. */
export const postgresBatch = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.Batch',
  title: 'Write records into PostgreSQL',
  description: 'Runs a statement for each record of a stored file, all of them in one transaction.',
  properties,
  async run(context, input) {
    const { default: pg } = await import('pg')
    const client = new pg.Client(clientConfig(input))
    client.on('error', () => {})
    const stop = () => void client.end().catch(() => {})
    context.signal.addEventListener('abort', stop, { once: true })
    try {
      await client.connect()
      await client.query("select set_config('TimeZone', $1, false)", [input.timeZoneId ?? 'UTC'])
      const { rowCount, updatedCount } = await writeAll(context, client, input)
      context.metric('records', 'counter', rowCount)
      context.metric('updated', 'counter', updatedCount)
      return { outputs: { rowCount, updatedCount } }
    } catch (error) {
      throw context.signal.aborted ? context.signal.reason : toDatabaseFailure(error)
    } finally {
      context.signal.removeEventListener('abort', stop)
      await client.end().catch(() => {})
    }
  },
})

async function writeAll(context: TaskContext, client: Client, input: Input) {
  let statement: string | undefined
  const counts = { rowCount: 0, updatedCount: 0 }
  await client.query('BEGIN')
  for await (const records of chunks(context, input)) {
    const rows = records.map((record) => valuesOf(record, input.columns))
    statement ??= statementOf(input, records[0] ?? null)
    const text = statement
    const results = await Promise.all(rows.map((values) => client.query({ name: 'batch', text, values })))
    counts.rowCount += results.length
    counts.updatedCount += results.reduce((sum, result) => sum + (result.rowCount ?? 0), 0)
  }
  await client.query('COMMIT')
  return counts
}

async function* chunks(context: TaskContext, { from, chunk }: Input): AsyncGenerator<readonly Value[]> {
  let records: Value[] = []
  for await (const line of readLines(await context.files.read(from))) {
    context.signal.throwIfAborted()
    if (line.trim() === '') continue
    records.push(parseIon(line)[0] ?? null)
    if (records.length < chunk) continue
    yield records
    records = []
  }
  if (records.length > 0) yield records
}

function valuesOf(record: Value, columns: readonly string[] | undefined): unknown[] {
  if (isList(record)) return record.map(toParameter)
  if (record === null || !isMap(record)) {
    throw TaskFailure.fatal('A record of the file is neither a map nor a list.', { code: 'SQL_RECORD_INVALID' })
  }
  return (columns ?? Object.keys(record)).map((column) => toParameter(record[column] ?? null))
}

function statementOf(input: Input, first: Value): string {
  if (input.sql !== undefined) return numberMarks(input.sql)
  const columns = input.columns ?? (first !== null && isMap(first) ? Object.keys(first) : [])
  if (input.table === undefined || columns.length === 0) {
    throw TaskFailure.fatal('There is nothing to run: set `sql`, or `table` with `columns`.', {
      code: 'SQL_STATEMENTS',
    })
  }
  const table = input.table.split('.').map(quoteName).join('.')
  const marks = columns.map((_, index) => `$${index + 1}`).join(', ')
  return `INSERT INTO ${table} (${columns.map(quoteName).join(', ')}) VALUES (${marks})`
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** `?` outside of quotes becomes `$1`, `$2` and so on. */
function numberMarks(sql: string): string {
  let position = 0
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (token) => {
    if (token !== '?') return token
    position += 1
    return `$${position}`
  })
}
