import { EXECUTION_KINDS } from '@countersign/core'
import * as z from 'zod'
import { jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { flowIdParam, namespaceParam } from '../schema/path-params.ts'
import { queryBoolean, queryInstant, queryInteger, queryList, queryRepeated } from '../schema/query-value.ts'
import { executionSchema } from './execution.ts'
import { inputsBody } from './inputs-body.ts'
import { inputsValidationSchema } from './inputs-validation.ts'

const startParams = z.object({ namespace: namespaceParam, flowId: flowIdParam })

const startQuery = {
  labels: queryRepeated().optional().meta({ description: '`key:value`, repeated.' }),
  wait: queryBoolean().default(false),
  revision: queryInteger({ min: 1 }).optional(),
} as const

/** Starting executions (api.md 3.1, observed/api.md D). */
export const executionStartRoutes = {
  create: defineRoute({
    id: 'executions.create',
    method: 'POST',
    path: '/executions/{namespace}/{flowId}',
    scope: 'tenant',
    summary: 'Start an execution of a flow',
    description:
      'With `wait=true` the answer comes when the execution has ended; a flow that pauses holds the answer until the server gives up waiting and answers with what it has.',
    access: 'session',
    permission: 'execution:create',
    params: startParams,
    query: z.object({
      ...startQuery,
      scheduleDate: queryInstant().optional().meta({ description: 'Starts then; a past date starts at once.' }),
      breakpoints: queryList(z.string())
        .optional()
        .meta({ description: '`taskId` or `taskId.value`: stops before that task, in a loop at that value.' }),
      kind: z
        .enum(EXECUTION_KINDS)
        .optional()
        .meta({ description: 'Executions of another kind than NORMAL are found only when they are asked for.' }),
    }),
    body: inputsBody,
    responses: { 200: jsonResponse('The execution, with `url`', executionSchema) },
    errors: [404, 409, 415, 422],
  }),
  trigger: defineRoute({
    id: 'executions.trigger',
    method: 'POST',
    path: '/executions/trigger/{namespace}/{flowId}',
    scope: 'tenant',
    summary: 'Start an execution: the old path of `executions.create`',
    deprecated: true,
    access: 'session',
    permission: 'execution:create',
    params: startParams,
    query: z.object(startQuery),
    body: inputsBody,
    responses: { 200: jsonResponse('The execution, with `url`', executionSchema) },
    errors: [404, 409, 415, 422],
  }),
  validate: defineRoute({
    id: 'executions.validate',
    method: 'POST',
    path: '/executions/{namespace}/{flowId}/validate',
    scope: 'tenant',
    summary: 'Check the inputs of a flow without starting it',
    description: 'Resolves defaults, dependencies and computed choices. Stores nothing.',
    access: 'session',
    permission: 'execution:create',
    params: startParams,
    query: z.object({
      labels: queryRepeated().optional(),
      revision: queryInteger({ min: 1 }).optional(),
    }),
    body: inputsBody,
    responses: { 200: jsonResponse('What the form would become', inputsValidationSchema) },
    errors: [404, 409, 415, 422],
  }),
} as const
