import { definePlugin } from '@countersign/plugin-sdk'
import { postgresBatch } from './postgresql/batch.ts'
import { postgresQueries } from './postgresql/queries.ts'
import { postgresQuery } from './postgresql/query.ts'
import { postgresTrigger } from './postgresql/trigger.ts'
import { sqliteQueries } from './sqlite/queries.ts'
import { sqliteQuery } from './sqlite/query.ts'

export default definePlugin({
  title: 'Databases',
  description: 'Runs SQL on PostgreSQL and SQLite.',
  tasks: [postgresQuery, postgresQueries, postgresBatch, sqliteQuery, sqliteQueries],
  triggers: [postgresTrigger],
})
