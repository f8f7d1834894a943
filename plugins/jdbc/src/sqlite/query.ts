import { defineTask } from '@countersign/plugin-sdk'
import { queryProperties } from '../sql/query-properties.ts'
import { runQuery } from '../sql/run-queries.ts'
import { openSession } from './open-session.ts'
import { prepareFile, sqliteProperties, storeFile } from './sqlite-file.ts'

/** One statement of SQLite. */
export const sqliteQuery = defineTask({
  type: 'io.kestra.plugin.jdbc.sqlite.Query',
  title: 'Run a statement of SQLite',
  description: 'Runs one statement, and gives or stores the rows that it gives.',
  properties: {
    ...sqliteProperties,
    ...queryProperties,
  },
  async run(context, input) {
    const file = await prepareFile(context, input)
    const session = await openSession(context, file)
    const result = await runQuery(context, session, input).finally(() => session.close())
    return { ...result, outputs: { ...result.outputs, ...(await storeFile(context, input, file)) } }
  },
})
