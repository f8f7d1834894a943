import * as z from 'zod'
import { emptyResponse, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { executionParams, taskRunIdParam } from '../schema/path-params.ts'
import { queryBoolean, queryInteger, queryList } from '../schema/query-value.ts'
import { reasonSchema } from './change-routes.ts'
import { executionSchema } from './execution.ts'
import { inputsBody } from './inputs-body.ts'

const revision = queryInteger({ min: 1 }).optional()
const breakpoints = queryList(z.string())
  .optional()
  .meta({ description: '`taskId` or `taskId.value`: stops before that task, in a loop at that value.' })
const latestRevision = queryBoolean()
  .default(false)
  .meta({ description: 'On the newest revision of the flow. Not in Kestra for a single execution.' })

const replayQuery = z.object({ taskRunId: taskRunIdParam.optional(), revision, latestRevision, breakpoints })

/**
 * Making executions run again, and holding them (api.md 3.5, observed/api.md E 55, F 57 to 60). All of them need
 * `execution:restart`: a replay from a task runs what comes after a gate on an answer that was given for another run.
 */
export const executionAgainRoutes = {
  restart: defineRoute({
    id: 'executions.restart',
    method: 'POST',
    path: '/executions/{executionId}/restart',
    scope: 'tenant',
    summary: 'Restart a failed execution from the tasks that failed',
    description:
      'Keeps the id; with `revision` a new execution goes on with that revision of the flow. Answers that were given stand. A paused execution is 409: answer its request instead. Nothing that failed is 422.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    query: z.object({ revision, latestRevision }),
    responses: { 200: jsonResponse('The execution, RESTARTED', executionSchema) },
    errors: [404, 409, 422],
  }),
  replay: defineRoute({
    id: 'executions.replay',
    method: 'POST',
    path: '/executions/{executionId}/replay',
    scope: 'tenant',
    summary: 'Repeat an execution as a new one',
    description:
      'From the start with the same inputs, or from one task run: what came before it is copied. A gate from there on is asked again, as a new round.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    query: replayQuery,
    responses: { 200: jsonResponse('The new execution: CREATED, or RESTARTED from a task run', executionSchema) },
    errors: [404, 409, 422],
  }),
  replayWithInputs: defineRoute({
    id: 'executions.replayWithInputs',
    method: 'POST',
    path: '/executions/{executionId}/replay-with-inputs',
    scope: 'tenant',
    summary: 'Repeat an execution as a new one, with other inputs',
    description: 'The inputs are resolved like those of a new execution: what is not given takes its default.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    query: replayQuery,
    body: inputsBody,
    responses: { 200: jsonResponse('The new execution: CREATED, or RESTARTED from a task run', executionSchema) },
    errors: [404, 409, 415, 422],
  }),
  forceRun: defineRoute({
    id: 'executions.forceRun',
    method: 'POST',
    path: '/executions/{executionId}/force-run',
    scope: 'tenant',
    summary: 'Make an execution go on, whatever it waits for',
    description:
      'A scheduled start, a place in the queue, a pause by a person, a breakpoint, or the first open request, which is then answered without its form: the audit log says that it was forced.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    query: z.object({ reason: reasonSchema }),
    responses: { 200: jsonResponse('The execution as it is then', executionSchema) },
    errors: [404, 409, 422],
  }),
  pause: defineRoute({
    id: 'executions.pause',
    method: 'POST',
    path: '/executions/{executionId}/pause',
    scope: 'tenant',
    summary: 'Pause a running execution',
    description: 'What workers have is finished, nothing new begins. `resume` goes on. Not running is 422.',
    access: 'session',
    permission: 'execution:restart',
    params: executionParams,
    responses: { 200: emptyResponse('Paused') },
    errors: [404, 422],
  }),
} as const
