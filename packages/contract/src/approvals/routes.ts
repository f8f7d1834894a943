import * as z from 'zod'
import { inputsValidationSchema } from '../executions/inputs-validation.ts'
import { jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { cursorPageOf, cursorQueryShape } from '../schema/page.ts'
import { queryList } from '../schema/query-value.ts'
import { approvalDetailSchema, approvalStatusSchema, approvalSummarySchema } from './approval.ts'
import { decisionBody, decisionResultSchema } from './decision.ts'

const approvalParams = z.object({ approvalId: z.string().min(1) })

const filterShape = {
  status: queryList(approvalStatusSchema)
    .optional()
    .meta({ description: 'Repeated or comma-joined; all when absent.' }),
  assignee: z
    .enum(['me', 'any'])
    .default('any')
    .meta({ description: '`me`: those that I may decide. `any`: those that I may see.' }),
  namespace: z.string().optional().meta({ description: 'This namespace and those below it.' }),
  flowId: z.string().optional(),
  executionId: z.string().optional(),
  q: z.string().optional().meta({ description: 'Text in title, flow id and task id.' }),
} as const

/** Approval requests (approvals.md 3.6, 3.7). */
export const approvalRoutes = {
  search: defineRoute({
    id: 'approvals.search',
    method: 'GET',
    path: '/approvals',
    scope: 'tenant',
    summary: 'Approval requests, newest first',
    access: 'session',
    permission: 'approval:read',
    query: z.object({ ...filterShape, ...cursorQueryShape }),
    responses: { 200: jsonResponse('A page of requests', cursorPageOf(approvalSummarySchema)) },
    errors: [422],
  }),
  count: defineRoute({
    id: 'approvals.count',
    method: 'GET',
    path: '/approvals/count',
    scope: 'tenant',
    summary: 'How many requests match',
    access: 'session',
    permission: 'approval:read',
    query: z.object(filterShape),
    responses: { 200: jsonResponse('The number', z.object({ count: z.number().int() })) },
    errors: [422],
  }),
  read: defineRoute({
    id: 'approvals.read',
    method: 'GET',
    path: '/approvals/{approvalId}',
    scope: 'tenant',
    summary: 'Read a request with its form',
    description: 'Never decides anything. Carries the version as `ETag`.',
    access: 'session',
    permission: 'approval:read',
    params: approvalParams,
    responses: {
      200: { ...jsonResponse('The request', approvalDetailSchema), headers: { ETag: 'The version, for `If-Match`' } },
    },
    errors: [404],
  }),
  decide: defineRoute({
    id: 'approvals.decide',
    method: 'POST',
    path: '/approvals/{approvalId}/decisions',
    scope: 'tenant',
    summary: 'Decide a request',
    description:
      'A repeated `Idempotency-Key` gets the first answer again. 409: somebody else decided, `details` names who and when. 412: the request is not the one that was seen (`If-Match`). 422: the form has errors, listed in `fields`; the request stays open.',
    access: 'session',
    permission: 'approval:decide',
    params: approvalParams,
    headers: z.object({
      'idempotency-key': z.string().min(1).max(200).optional(),
      'if-match': z.string().optional(),
    }),
    body: decisionBody,
    responses: { 200: jsonResponse('The settled request', decisionResultSchema) },
    errors: [400, 404, 409, 412, 415, 422],
  }),
  validate: defineRoute({
    id: 'approvals.validate',
    method: 'POST',
    path: '/approvals/{approvalId}/validate',
    scope: 'tenant',
    summary: 'Check a decision without giving it',
    access: 'session',
    permission: 'approval:decide',
    params: approvalParams,
    body: decisionBody,
    responses: { 200: jsonResponse('What the form would become', inputsValidationSchema) },
    errors: [400, 404, 409, 415, 422],
  }),
} as const
