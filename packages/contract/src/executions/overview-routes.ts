import * as z from 'zod'
import { flowForExecutionSchema } from '../flows/flow.ts'
import { JSON_TYPE, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { instantSchema } from '../schema/instant.ts'
import { pageOf } from '../schema/page.ts'
import { namespaceParams } from '../schema/path-params.ts'
import { stateNameSchema } from './state.ts'

/** The newest execution of a flow. */
const latestExecutionSchema = z
  .object({
    id: z.string(),
    flowId: z.string(),
    namespace: z.string(),
    startDate: instantSchema,
    status: stateNameSchema,
  })
  .meta({ id: 'LatestExecution' })

/** How many executions of a flow with a concurrency limit run. */
const runningCountSchema = z
  .object({
    tenantId: z.string(),
    namespace: z.string(),
    flowId: z.string(),
    running: z.number().int(),
    queued: z.number().int(),
    limit: z.number().int(),
  })
  .meta({ id: 'RunningCount' })

const shared = { scope: 'tenant', access: 'session', permission: 'execution:read' } as const

/** What there is to start, what ran last, and how full it is (api.md 3.2, observed/api.md F 63, F 66). */
export const executionOverviewRoutes = {
  latest: defineRoute({
    ...shared,
    id: 'executions.latest',
    method: 'POST',
    path: '/executions/latest',
    summary: 'The newest execution of each of some flows',
    description: 'Flows that have none, or are not there, are left out.',
    body: {
      required: true,
      content: { [JSON_TYPE]: z.array(z.looseObject({ namespace: z.string(), id: z.string().optional() })) },
    },
    responses: { 200: jsonResponse('One item for each flow that has run', z.array(latestExecutionSchema)) },
    errors: [415, 422],
  }),
  namespaces: defineRoute({
    ...shared,
    id: 'executions.namespaces',
    method: 'GET',
    path: '/executions/namespaces',
    summary: 'The namespaces with flows that can be started',
    responses: { 200: jsonResponse('Their names, in order', z.array(z.string())) },
    errors: [],
  }),
  flowsOfNamespace: defineRoute({
    ...shared,
    id: 'executions.flowsOfNamespace',
    method: 'GET',
    path: '/executions/namespaces/{namespace}/flows',
    summary: 'The flows of a namespace as somebody may see them who may start but not read them',
    params: namespaceParams,
    responses: { 200: jsonResponse('The flows, without source and properties', z.array(flowForExecutionSchema)) },
    errors: [],
  }),
  concurrencyLimits: defineRoute({
    ...shared,
    id: 'executions.concurrencyLimits',
    method: 'GET',
    path: '/concurrency-limit/search',
    summary: 'Flows with a concurrency limit that run now: how many do, and how many wait',
    responses: { 200: jsonResponse('All of them', pageOf(runningCountSchema)) },
    errors: [],
  }),
} as const
