import { defineTrigger, TaskFailure } from '@countersign/plugin-sdk'
import { queryProperties } from '../sql/query-properties.ts'
import { runQuery } from '../sql/run-queries.ts'
import { connectionProperties } from './connection-properties.ts'
import { openSession } from './open-session.ts'

/** A trigger belongs to no execution that a file could be kept with. */
const NO_FILES = {
  async write(): Promise<never> {
    throw TaskFailure.fatal('A trigger cannot store rows; use fetchType FETCH or FETCH_ONE.', {
      code: 'SQL_FETCH_TYPE',
    })
  },
}

/** Starts an execution when a query gives rows. */
export const postgresTrigger = defineTrigger({
  type: 'io.kestra.plugin.jdbc.postgresql.Trigger',
  title: 'Start when a query of PostgreSQL gives rows',
  description:
    'Runs a statement at an interval. When it gives rows an execution starts, which sees them as `trigger.rows` or `trigger.row`.',
  properties: { ...connectionProperties, ...queryProperties },
  async evaluate(context, input) {
    const session = await openSession(context, input, input.timeZoneId)
    try {
      const { outputs = {} } = await runQuery({ ...context, files: NO_FILES, metric() {} }, session, input)
      return Number(outputs.size ?? 0) > 0 ? outputs : null
    } finally {
      await session.close()
    }
  },
})
