import * as z from 'zod'
import { jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { pageOf } from '../schema/page.ts'
import { executionParams } from '../schema/path-params.ts'
import { queryInteger } from '../schema/query-value.ts'

/** A measurement of a task run (observed/api.md J91). Values of timers are milliseconds. */
const metricSchema = z
  .object({
    namespace: z.string(),
    flowId: z.string(),
    taskId: z.string(),
    executionId: z.string(),
    taskRunId: z.string(),
    type: z.enum(['counter', 'timer', 'gauge']),
    name: z.string(),
    value: z.number(),
    timestamp: z.string(),
    tags: z.record(z.string(), z.string()),
  })
  .meta({ id: 'MetricEntry' })

export type MetricEntry = z.output<typeof metricSchema>

/** What tasks measured (api.md 8). */
export const metricRoutes = {
  list: defineRoute({
    id: 'metrics.list',
    method: 'GET',
    path: '/metrics/{executionId}',
    scope: 'tenant',
    summary: 'Measurements of an execution',
    access: 'session',
    permission: 'execution:read',
    params: executionParams,
    query: z.object({
      page: queryInteger({ min: 1 }).default(1),
      size: queryInteger({ min: 1 }).default(10),
      taskRunId: z.string().optional(),
      taskId: z.string().optional(),
    }),
    responses: { 200: jsonResponse('A page of measurements', pageOf(metricSchema)) },
    errors: [422],
  }),
} as const
