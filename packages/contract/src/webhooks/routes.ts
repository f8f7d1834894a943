import * as z from 'zod'
import { emptyResponse, jsonResponse, TEXT_TYPE } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { flowIdParam, namespaceParam } from '../schema/path-params.ts'
import { webhookExecutionSchema } from './webhook-execution.ts'

const shared = {
  path: '/executions/webhook/{namespace}/{flowId}/{key}',
  scope: 'tenant',
  summary: 'Start an execution by the key of a webhook',
  description:
    'Whoever knows the key may call: there is no login. A JSON body comes as what it says, any other as text; a form as a map. With `wait` and `returnOutputs` of the trigger the answer holds the outputs of the flow instead.',
  access: 'open',
  permission: null,
  params: z.object({ namespace: namespaceParam, flowId: flowIdParam, key: z.string().min(1) }),
  responses: {
    200: jsonResponse('The execution', webhookExecutionSchema),
    409: emptyResponse('The conditions of the webhook do not hold; nothing was started'),
  },
  errors: [404, 409, 422],
} as const

const body = { required: false, verbatim: true, anyType: true, content: { [TEXT_TYPE]: z.string() } } as const

/** Webhooks (api.md 3.7, observed/api.md I). */
export const webhookRoutes = {
  get: defineRoute({ id: 'webhooks.get', method: 'GET', ...shared, actsOnGet: true }),
  post: defineRoute({ id: 'webhooks.post', method: 'POST', ...shared, body }),
  put: defineRoute({ id: 'webhooks.put', method: 'PUT', ...shared, body }),
} as const
