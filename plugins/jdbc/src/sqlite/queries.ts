import { defineTask, p } from '@countersign/plugin-sdk'
import { queryProperties } from '../sql/query-properties.ts'
import { runQueries } from '../sql/run-queries.ts'
import { openSession } from './open-session.ts'
import { prepareFile, sqliteProperties, storeFile } from './sqlite-file.ts'

/** Several statements of SQLite. */
export const sqliteQueries = defineTask({
  type: 'io.kestra.plugin.jdbc.sqlite.Queries',
  title: 'Run statements of SQLite',
  description: 'Runs several statements in one transaction, and gives or stores the rows of each.',
  properties: {
    ...sqliteProperties,
    ...queryProperties,
    transaction: p.boolean().default(true).describe('Whether all statements stand or fall together.'),
  },
  async run(context, input) {
    const file = await prepareFile(context, input)
    const session = await openSession(context, file)
    const result = await runQueries(context, session, input).finally(() => session.close())
    return { ...result, outputs: { ...result.outputs, ...(await storeFile(context, input, file)) } }
  },
})
