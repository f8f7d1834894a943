import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Database } from '../schema/database.ts'
import type { SqlValue } from '../schema/table.ts'

/**
 * A query that is built once, for what the engine asks many times a second: building costs more than running it.
 *
 * @param query the query with a value of the right type in each place that changes
 * @returns runs it with other values, in the order in which they stand in the query
 */
export function prepareQuery<Row>(
  db: Kysely<Database>,
  query: Compilable<Row>,
): (...values: readonly SqlValue[]) => Promise<readonly Row[]> {
  const compiled: CompiledQuery<Row> = query.compile()
  return async (...values) => {
    if (values.length !== compiled.parameters.length)
      throw new TypeError(`the query takes ${compiled.parameters.length} values and got ${values.length}`)
    return (await db.executeQuery<Row>({ ...compiled, parameters: values })).rows
  }
}
