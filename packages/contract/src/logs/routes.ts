import * as z from 'zod'
import { EVENT_STREAM_TYPE, jsonResponse, TEXT_TYPE } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { executionParams } from '../schema/path-params.ts'
import { queryInteger } from '../schema/query-value.ts'
import { logEntrySchema, logLevelSchema } from './log-entry.ts'

const logQuery = z.object({
  minLevel: logLevelSchema.optional(),
  taskRunId: z.string().optional(),
  taskId: z.string().optional().meta({ description: 'Wins over `taskRunId`.' }),
  attempt: queryInteger({ min: 0 }).optional().meta({ description: 'Counts only with `taskRunId`.' }),
})

/** Logs of an execution (api.md 5, observed/api.md J90). */
export const logRoutes = {
  list: defineRoute({
    id: 'logs.list',
    method: 'GET',
    path: '/logs/{executionId}',
    scope: 'tenant',
    summary: 'The log of an execution, oldest first',
    description: 'An unknown execution has none: an empty list.',
    access: 'session',
    permission: 'log:read',
    params: executionParams,
    query: logQuery,
    responses: { 200: jsonResponse('The lines', z.array(logEntrySchema)) },
    errors: [422],
  }),
  download: defineRoute({
    id: 'logs.download',
    method: 'GET',
    path: '/logs/{executionId}/download',
    scope: 'tenant',
    summary: 'The log of an execution as a text file',
    access: 'session',
    permission: 'log:read',
    params: executionParams,
    query: logQuery,
    responses: {
      200: {
        description: 'Lines of time, level and message',
        content: { [TEXT_TYPE]: z.string() },
        headers: { 'Content-Disposition': 'attachment; filename="<execution id>.log"' },
      },
    },
    errors: [404, 422],
  }),
  follow: defineRoute({
    id: 'logs.follow',
    method: 'GET',
    path: '/logs/{executionId}/follow',
    scope: 'tenant',
    summary: 'Follow the log of an execution as server-sent events',
    description:
      'The kind of an event is in its `id` line: `start`, then `progress` for each line, the stored ones first. The server closes soon after the execution has ended.',
    access: 'session',
    permission: 'log:read',
    params: executionParams,
    query: z.object({ minLevel: logLevelSchema.optional() }),
    responses: {
      200: {
        description: 'The stream; each `data` line is a log line',
        content: { [EVENT_STREAM_TYPE]: logEntrySchema },
      },
    },
    errors: [404, 422],
  }),
} as const
