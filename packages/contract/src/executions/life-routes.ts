import * as z from 'zod'
import { classicExecutionFilterShape, filterBodySchema } from '../filters/filter-query.ts'
import { emptyResponse, JSON_TYPE, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { executionParams, taskRunIdParam } from '../schema/path-params.ts'
import { queryBoolean } from '../schema/query-value.ts'
import { bulkResponses, executionIdsBody } from './bulk.ts'
import { inputsBody } from './inputs-body.ts'
import { inputsValidationSchema } from './inputs-validation.ts'

/**
 * Which open request is meant when several are (an extension of ours; without it the first in task-run order, as Kestra
 * does).
 */
const resumeQuery = z.object({ taskRunId: taskRunIdParam.optional() })

/** Filters of a by-query call, in the query and in the body: all have to match. */
const byQuery = {
  query: z.looseObject(classicExecutionFilterShape),
  body: { required: false, content: { [JSON_TYPE]: filterBodySchema } },
} as const

const removeQuery = {
  deleteLogs: queryBoolean().default(true),
  deleteMetrics: queryBoolean().default(true),
  deleteStorage: queryBoolean().default(true),
} as const

const removeManyQuery = {
  includeNonTerminated: queryBoolean()
    .default(false)
    .meta({ description: 'Also deletes executions that have not ended.' }),
  ...removeQuery,
} as const

/** Answering, killing and deleting executions (api.md 3.4 to 3.6, observed/api.md E, F). */
export const executionLifeRoutes = {
  resume: defineRoute({
    id: 'executions.resume',
    method: 'POST',
    path: '/executions/{executionId}/resume',
    scope: 'tenant',
    summary: 'Answer the open request of a paused execution',
    description:
      'A decision like any other: it goes through the same rules as `POST /approvals/{id}/decisions`. A wrong value is 422 and the execution stays paused; a second answer is 409 and names who decided.',
    access: 'session',
    permission: 'approval:decide',
    params: executionParams,
    query: resumeQuery,
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
    body: inputsBody,
    responses: { 204: emptyResponse('Answered; the execution goes on') },
    errors: [404, 409, 415, 422],
  }),
  validateResume: defineRoute({
    id: 'executions.validateResume',
    method: 'POST',
    path: '/executions/{executionId}/resume/validate',
    scope: 'tenant',
    summary: 'Check an answer without giving it',
    access: 'session',
    permission: 'approval:decide',
    params: executionParams,
    query: resumeQuery,
    body: inputsBody,
    responses: { 200: jsonResponse('What the form would become', inputsValidationSchema) },
    errors: [404, 409, 415, 422],
  }),
  resumeByIds: defineRoute({
    id: 'executions.resumeByIds',
    method: 'POST',
    path: '/executions/resume/by-ids',
    scope: 'tenant',
    summary: 'Answer the open requests of several executions, without inputs',
    access: 'session',
    permission: 'approval:decide',
    body: executionIdsBody,
    responses: bulkResponses,
    errors: [422],
  }),
  resumeByQuery: defineRoute({
    id: 'executions.resumeByQuery',
    method: 'POST',
    path: '/executions/resume/by-query',
    scope: 'tenant',
    summary: 'Answer the open requests of all executions that match, without inputs',
    description: 'Filters of the query and of the body all have to match. No filter at all means every execution.',
    access: 'session',
    permission: 'approval:decide',
    ...byQuery,
    responses: bulkResponses,
    errors: [422],
  }),
  kill: defineRoute({
    id: 'executions.kill',
    method: 'DELETE',
    path: '/executions/{executionId}/kill',
    scope: 'tenant',
    summary: 'Kill an execution',
    description: 'Answers before it has ended. A finished execution is 409 only with `isOnKillCascade=false`.',
    access: 'session',
    permission: 'execution:kill',
    params: executionParams,
    query: z.object({
      isOnKillCascade: queryBoolean().default(true).meta({ description: 'Also kills the executions it started.' }),
    }),
    responses: { 202: emptyResponse('The kill is on its way') },
    errors: [404, 409],
  }),
  killByIds: defineRoute({
    id: 'executions.killByIds',
    method: 'DELETE',
    path: '/executions/kill/by-ids',
    scope: 'tenant',
    summary: 'Kill several executions',
    access: 'session',
    permission: 'execution:kill',
    body: executionIdsBody,
    responses: bulkResponses,
    errors: [422],
  }),
  killByQuery: defineRoute({
    id: 'executions.killByQuery',
    method: 'DELETE',
    path: '/executions/kill/by-query',
    scope: 'tenant',
    summary: 'Kill all executions that match',
    description: 'Filters of the query and of the body all have to match. No filter at all means every execution.',
    access: 'session',
    permission: 'execution:kill',
    ...byQuery,
    responses: bulkResponses,
    errors: [422],
  }),
  remove: defineRoute({
    id: 'executions.remove',
    method: 'DELETE',
    path: '/executions/{executionId}',
    scope: 'tenant',
    summary: 'Delete an execution',
    description:
      'Its decisions stay in the audit log; its logs and measurements stay too when they are not to be deleted.',
    access: 'session',
    permission: 'execution:delete',
    params: executionParams,
    query: z.object(removeQuery),
    responses: { 204: emptyResponse('Deleted') },
    errors: [404, 422],
  }),
  removeByIds: defineRoute({
    id: 'executions.removeByIds',
    method: 'DELETE',
    path: '/executions/by-ids',
    scope: 'tenant',
    summary: 'Delete several executions',
    access: 'session',
    permission: 'execution:delete',
    query: z.object(removeManyQuery),
    body: executionIdsBody,
    responses: bulkResponses,
    errors: [422],
  }),
  removeByQuery: defineRoute({
    id: 'executions.removeByQuery',
    method: 'DELETE',
    path: '/executions/by-query',
    scope: 'tenant',
    summary: 'Delete all executions that match',
    description: 'Filters of the query and of the body all have to match. No filter at all means every execution.',
    access: 'session',
    permission: 'execution:delete',
    query: z.looseObject({ ...classicExecutionFilterShape, ...removeManyQuery }),
    body: byQuery.body,
    responses: bulkResponses,
    errors: [422],
  }),
} as const
