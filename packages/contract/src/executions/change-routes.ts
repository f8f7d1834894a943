import { END_STATES_BY_PERSON, QUEUE_EXITS, TASK_STATES_BY_PERSON } from '@countersign/core'
import * as z from 'zod'
import { emptyResponse, JSON_TYPE, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { labelSchema } from '../schema/label.ts'
import { executionParams, taskRunIdParam } from '../schema/path-params.ts'
import { queryList } from '../schema/query-value.ts'
import { executionSchema } from './execution.ts'

/** Why somebody does it, in their own words: an extension of ours. */
export const reasonSchema = z
  .string()
  .max(500)
  .optional()
  .meta({ description: 'Why, in your words; kept in the audit log. Not in Kestra.' })

/** The state that a task run is given. */
const taskStateBody = z
  .object({ taskRunId: taskRunIdParam, state: z.enum(TASK_STATES_BY_PERSON), reason: reasonSchema })
  .meta({ id: 'TaskStateChange' })

/** Changing by hand what has ended, and letting go on what is held (api.md 3.5, 3.6; observed/api.md F 60 to 63, D 41). */
export const executionChangeRoutes = {
  changeTaskState: defineRoute({
    id: 'executions.changeTaskState',
    method: 'POST',
    path: '/executions/{executionId}/state',
    scope: 'tenant',
    summary: 'Say how a task run ended, and go on from there',
    description:
      'Only for executions that have ended and were not killed. What had followed the task run is taken back and the flow goes on by its ordinary rules: FAILED leads to `errors`, anything else to the next task. A gate that nobody answered is never passed this way (409): a restart asks it again.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    body: { required: true, content: { [JSON_TYPE]: taskStateBody } },
    responses: { 200: jsonResponse('The execution, RESTARTED', executionSchema) },
    errors: [404, 409, 415, 422],
  }),
  changeStatus: defineRoute({
    id: 'executions.changeStatus',
    method: 'POST',
    path: '/executions/{executionId}/change-status',
    scope: 'tenant',
    summary: 'Say how an execution ended',
    description: 'From one end to another; nothing runs because of it. A killed execution stays killed.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    query: z.object({ status: z.enum(END_STATES_BY_PERSON), reason: reasonSchema }),
    responses: { 200: jsonResponse('The execution', executionSchema) },
    errors: [404, 422],
  }),
  setLabels: defineRoute({
    id: 'executions.setLabels',
    method: 'POST',
    path: '/executions/{executionId}/labels',
    scope: 'tenant',
    summary: 'Add or replace labels of an execution that has ended',
    description:
      'Labels with other keys stay. Labels that start with `system.` are set by the system: they may be given back as they are, nothing else.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    body: { required: true, content: { [JSON_TYPE]: z.array(labelSchema) } },
    responses: { 200: jsonResponse('The execution', executionSchema) },
    errors: [400, 404, 415, 422],
  }),
  unqueue: defineRoute({
    id: 'executions.unqueue',
    method: 'POST',
    path: '/executions/{executionId}/unqueue',
    scope: 'tenant',
    summary: 'Take an execution out of the queue of its flow',
    description:
      'It runs whatever the concurrency limit says or, with another `state`, ends without having begun. Not queued is 422.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    query: z.object({ state: z.enum(QUEUE_EXITS).optional(), reason: reasonSchema }),
    responses: { 200: jsonResponse('The execution as it is then', executionSchema) },
    errors: [404, 422],
  }),
  resumeFromBreakpoint: defineRoute({
    id: 'executions.resumeFromBreakpoint',
    method: 'POST',
    path: '/executions/{executionId}/resume-from-breakpoint',
    scope: 'tenant',
    summary: 'Let an execution go on that stopped at a breakpoint',
    description: 'It stops at its next breakpoint. With `breakpoints` those replace the ones that it had.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    query: z.object({
      breakpoints: queryList(z.string())
        .optional()
        .meta({ description: '`taskId` or `taskId.value`, comma-joined; empty for none.' }),
    }),
    responses: { 200: emptyResponse('It goes on') },
    errors: [404, 409, 422],
  }),
} as const
