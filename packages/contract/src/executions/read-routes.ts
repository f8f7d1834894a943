import * as z from 'zod'
import { classicExecutionFilterShape } from '../filters/filter-query.ts'
import { flowForExecutionSchema } from '../flows/flow.ts'
import { flowGraphSchema } from '../flows/graph.ts'
import { EVENT_STREAM_TYPE, jsonResponse, TEXT_TYPE } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { pageOf, pageQueryShape } from '../schema/page.ts'
import { executionParams, flowIdParam, namespaceParam, taskRunIdParam } from '../schema/path-params.ts'
import { queryInteger } from '../schema/query-value.ts'
import { evaluationSchema } from './evaluation.ts'
import { executionSchema } from './execution.ts'

const expressionBody = {
  required: true,
  content: { [TEXT_TYPE]: z.string().meta({ description: 'An expression, such as `{{ outputs.task.value }}`.' }) },
} as const

/** Looking at executions (api.md 3.2, 3.3, 3.6; observed/api.md F64, G, H). */
export const executionReadRoutes = {
  search: defineRoute({
    id: 'executions.search',
    method: 'GET',
    path: '/executions/search',
    scope: 'tenant',
    summary: 'Search executions',
    description:
      'Also takes `filters[field][OPERATION]=value` and `filters[labels][EQUALS][key]=value`; with one of those the classic parameters are ignored.',
    access: 'session',
    permission: 'execution:read',
    query: z.looseObject({ ...pageQueryShape, ...classicExecutionFilterShape }),
    responses: { 200: jsonResponse('A page of executions; `total` is exact', pageOf(executionSchema)) },
    errors: [400, 422],
  }),
  listByFlow: defineRoute({
    id: 'executions.listByFlow',
    method: 'GET',
    path: '/executions',
    scope: 'tenant',
    summary: 'The executions of one flow, as they were created',
    access: 'session',
    permission: 'execution:read',
    query: z.object({
      namespace: z.string().optional().meta({ description: 'Needed: exactly this namespace.' }),
      flowId: z.string().optional().meta({ description: 'Needed.' }),
      page: pageQueryShape.page,
      size: pageQueryShape.size,
    }),
    responses: { 200: jsonResponse('A page of executions', pageOf(executionSchema)) },
    errors: [400, 422],
  }),
  flowForStart: defineRoute({
    id: 'executions.flowForStart',
    method: 'GET',
    path: '/executions/flows/{namespace}/{flowId}',
    scope: 'tenant',
    summary: 'A flow as somebody may see it who may start but not read it',
    access: 'session',
    permission: 'execution:read',
    params: z.object({ namespace: namespaceParam, flowId: flowIdParam }),
    query: z.object({ revision: queryInteger({ min: 1 }).optional() }),
    responses: { 200: jsonResponse('The flow, without source and properties', flowForExecutionSchema) },
    errors: [404, 422],
  }),
  read: defineRoute({
    id: 'executions.read',
    method: 'GET',
    path: '/executions/{executionId}',
    scope: 'tenant',
    summary: 'Read an execution',
    access: 'session',
    permission: 'execution:read',
    params: executionParams,
    responses: { 200: jsonResponse('The execution', executionSchema) },
    errors: [404],
  }),
  flow: defineRoute({
    id: 'executions.flow',
    method: 'GET',
    path: '/executions/{executionId}/flow',
    scope: 'tenant',
    summary: 'The flow of an execution, at its revision',
    description: 'Without source and properties; the form of a Pause is in `inputs` of its task.',
    access: 'session',
    permission: 'execution:read',
    params: executionParams,
    responses: { 200: jsonResponse('The flow', flowForExecutionSchema) },
    errors: [404],
  }),
  graph: defineRoute({
    id: 'executions.graph',
    method: 'GET',
    path: '/executions/{executionId}/graph',
    scope: 'tenant',
    summary: 'An execution as a drawing: its tasks with their task runs, and the ways between them',
    description: 'Of a loop the first hundred iterations are drawn. Properties of tasks are left out.',
    access: 'session',
    permission: 'execution:read',
    params: executionParams,
    responses: { 200: jsonResponse('Boxes, ways and containers', flowGraphSchema) },
    errors: [404],
  }),
  follow: defineRoute({
    id: 'executions.follow',
    method: 'GET',
    path: '/executions/{executionId}/follow',
    scope: 'tenant',
    summary: 'Follow an execution as server-sent events',
    description:
      'The kind of an event is in its `id` line: `start` (a stub), `progress` (the execution) for each change, then one `end`, after which the server closes. A pause does not end the stream. An unknown execution is 404.',
    access: 'session',
    permission: 'execution:read',
    params: executionParams,
    responses: {
      200: {
        description: 'The stream; each `data` line is an execution',
        content: { [EVENT_STREAM_TYPE]: executionSchema },
      },
    },
    errors: [404],
  }),
  evaluate: defineRoute({
    id: 'executions.evaluate',
    method: 'POST',
    path: '/executions/{executionId}/eval',
    scope: 'tenant',
    summary: 'Render an expression with the variables of an execution',
    description: 'A failing expression is 200 with `error`. Secrets are masked.',
    access: 'session',
    permission: 'execution:evaluate',
    params: executionParams,
    body: expressionBody,
    responses: { 200: jsonResponse('The rendered text or the error', evaluationSchema) },
    errors: [404, 415, 422],
  }),
  evaluateTaskRun: defineRoute({
    id: 'executions.evaluateTaskRun',
    method: 'POST',
    path: '/executions/{executionId}/eval/{taskRunId}',
    scope: 'tenant',
    summary: 'Render an expression with the variables of a task run',
    description: 'A failing expression is 200 with `error`. Secrets are masked. An unknown task run is 404.',
    access: 'session',
    permission: 'execution:evaluate',
    params: executionParams.extend({ taskRunId: taskRunIdParam }),
    body: expressionBody,
    responses: { 200: jsonResponse('The rendered text or the error', evaluationSchema) },
    errors: [404, 415, 422],
  }),
} as const
