import { defineTask } from '@countersign/plugin-sdk'
import { queryProperties } from '../sql/query-properties.ts'
import { runQuery } from '../sql/run-queries.ts'
import { connectionProperties } from './connection-properties.ts'
import { openSession } from './open-session.ts'

/** One statement of PostgreSQL. */
export const postgresQuery = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.Query',
  title: 'Run a statement of PostgreSQL',
  description: 'Runs one statement, and gives or stores the rows that it gives.',
  properties: { ...connectionProperties, ...queryProperties },
  async run(context, input) {
    const session = await openSession(context, input, input.timeZoneId)
    try {
      return await runQuery(context, session, input)
    } finally {
      await session.close()
    }
  },
})
