import { defineTask, p } from '@countersign/plugin-sdk'
import { queryProperties } from '../sql/query-properties.ts'
import { runQueries } from '../sql/run-queries.ts'
import { connectionProperties } from './connection-properties.ts'
import { openSession } from './open-session.ts'

/** Several statements of PostgreSQL. */
export const postgresQueries = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.Queries',
  title: 'Run statements of PostgreSQL',
  description: 'Runs several statements in one transaction, and gives or stores the rows of each.',
  properties: {
    ...connectionProperties,
    ...queryProperties,
    transaction: p.boolean().default(true).describe('Whether all statements stand or fall together.'),
  },
  async run(context, input) {
    const session = await openSession(context, input, input.timeZoneId)
    try {
      return await runQueries(context, session, input)
    } finally {
      await session.close()
    }
  },
})
