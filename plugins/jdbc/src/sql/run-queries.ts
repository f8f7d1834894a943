import { type Rendered, TaskFailure, type TaskResult, type ValueMap } from '@countersign/plugin-sdk'
import { fetchRows } from './fetch-rows.ts'
import { fetchTypeOf, type queryProperties } from './query-properties.ts'
import type { QueryContext, Session } from './session.ts'
import { bindParameters, splitStatements } from './sql-text.ts'

type Input = Rendered<typeof queryProperties>

/** `Query`: one statement, and `afterSQL` with it in one transaction. */
export async function runQuery(context: QueryContext, session: Session, input: Input): Promise<TaskResult> {
  const sql = onlyStatement(input.sql, 'sql')
  const after = input.afterSQL === undefined ? undefined : onlyStatement(input.afterSQL, 'afterSQL')
  const run = () => runOne(context, session, input, sql, 'rows.ion')
  if (after === undefined) return { outputs: measured(context, input, [await run()]) ?? {} }
  const outputs = await inTransaction(session, async () => {
    const rows = await run()
    await runOne(context, session, { ...input, fetchType: 'NONE' }, after, 'after.ion')
    return rows
  })
  return { outputs: measured(context, input, [outputs]) ?? {} }
}

/** `Queries`: several statements, in one transaction unless the flow says otherwise. One item of `outputs` for each that gives rows. */
export async function runQueries(
  context: QueryContext,
  session: Session,
  input: Input & { readonly transaction: boolean },
): Promise<TaskResult> {
  const statements = [...splitStatements(input.sql), ...splitStatements(input.afterSQL ?? '')]
  const runAll = async () => {
    const outputs: ValueMap[] = []
    for (const [index, statement] of statements.entries()) {
      const rows = await runOne(context, session, input, statement, `rows-${index + 1}.ion`)
      if (rows !== undefined) outputs.push(rows)
    }
    return outputs
  }
  const outputs = await (input.transaction ? inTransaction(session, runAll) : runAll())
  measured(context, input, outputs)
  return { outputs: { outputs } }
}

function onlyStatement(sql: string, property: string): string {
  const [statement, ...more] = splitStatements(sql)
  if (statement !== undefined && more.length === 0) return statement
  const count = statement === undefined ? 'no statement' : `${more.length + 1} statements`
  throw TaskFailure.fatal(`Property \`${property}\` holds ${count}; a Query runs exactly one, Queries runs several.`, {
    code: 'SQL_STATEMENTS',
  })
}

async function runOne(
  context: QueryContext,
  session: Session,
  input: Input,
  sql: string,
  file: string,
): Promise<ValueMap | undefined> {
  context.signal.throwIfAborted()
  const statement = bindParameters(sql, input.parameters ?? {}, (position) => session.mark(position))
  const result = await session.run(statement, input.fetchSize)
  return fetchRows(context, result, fetchTypeOf(input), file)
}

/** All or nothing. */
async function inTransaction<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const command = (text: string) => session.run({ text, values: [] }, 1)
  await command('BEGIN')
  try {
    const result = await work()
    await command('COMMIT')
    return result
  } catch (error) {
    // A connection that broke has rolled back already; the first error is the one that says something.
    await command('ROLLBACK').catch(() => {})
    throw error
  }
}

function measured(
  context: QueryContext,
  input: Input,
  outputs: readonly (ValueMap | undefined)[],
): ValueMap | undefined {
  const fetchType = fetchTypeOf(input)
  const size = outputs.reduce((sum, one) => sum + Number(one?.size ?? 0), 0)
  const fetch = fetchType === 'FETCH' || fetchType === 'FETCH_ONE'
  context.metric('fetch.size', 'counter', size, { fetch: String(fetch), store: String(fetchType === 'STORE') })
  return outputs[0]
}
