import { END_STATES_BY_PERSON, QUEUE_EXITS } from '@countersign/core'
import * as z from 'zod'
import { classicExecutionFilterShape, filterBodySchema } from '../filters/filter-query.ts'
import { JSON_TYPE } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { labelSchema } from '../schema/label.ts'
import { queryBoolean } from '../schema/query-value.ts'
import { bulkResponses, executionIdsBody } from './bulk.ts'
import { reasonSchema } from './change-routes.ts'

/** What all bulk changes share: all of the executions, or none. */
const shared = {
  method: 'POST',
  scope: 'tenant',
  access: 'session',
  permission: 'execution:restart',
  responses: bulkResponses,
  errors: [422],
} as const

const FILTERS = 'Filters of the query and of the body all have to match. No filter at all means every execution.'

const filterBody = { required: false, content: { [JSON_TYPE]: filterBodySchema } } as const

const latestRevision = queryBoolean().default(false).meta({ description: 'On the newest revision of the flow.' })
const newStatus = z.enum(END_STATES_BY_PERSON)
const queueExit = z.enum(QUEUE_EXITS).optional()

/** Changing many executions at once (api.md 1.9, 3.5, 3.6): by their ids, or all that match. */
export const executionBulkRoutes = {
  restartByIds: defineRoute({
    ...shared,
    id: 'executions.restartByIds',
    path: '/executions/restart/by-ids',
    summary: 'Restart several failed executions',
    query: z.object({ latestRevision }),
    body: executionIdsBody,
  }),
  restartByQuery: defineRoute({
    ...shared,
    id: 'executions.restartByQuery',
    path: '/executions/restart/by-query',
    summary: 'Restart all failed executions that match',
    description: FILTERS,
    query: z.looseObject({ ...classicExecutionFilterShape, latestRevision }),
    body: filterBody,
  }),
  replayByIds: defineRoute({
    ...shared,
    id: 'executions.replayByIds',
    path: '/executions/replay/by-ids',
    summary: 'Repeat several executions as new ones, from the start',
    query: z.object({ latestRevision }),
    body: executionIdsBody,
  }),
  replayByQuery: defineRoute({
    ...shared,
    id: 'executions.replayByQuery',
    path: '/executions/replay/by-query',
    summary: 'Repeat all executions that match as new ones, from the start',
    description: FILTERS,
    query: z.looseObject({ ...classicExecutionFilterShape, latestRevision }),
    body: filterBody,
  }),
  forceRunByIds: defineRoute({
    ...shared,
    id: 'executions.forceRunByIds',
    path: '/executions/force-run/by-ids',
    summary: 'Make several executions go on, whatever they wait for',
    query: z.object({ reason: reasonSchema }),
    body: executionIdsBody,
  }),
  forceRunByQuery: defineRoute({
    ...shared,
    id: 'executions.forceRunByQuery',
    path: '/executions/force-run/by-query',
    summary: 'Make all executions that match go on, whatever they wait for',
    description: FILTERS,
    query: z.looseObject({ ...classicExecutionFilterShape, reason: reasonSchema }),
    body: filterBody,
  }),
  pauseByIds: defineRoute({
    ...shared,
    id: 'executions.pauseByIds',
    path: '/executions/pause/by-ids',
    summary: 'Pause several running executions',
    body: executionIdsBody,
  }),
  pauseByQuery: defineRoute({
    ...shared,
    id: 'executions.pauseByQuery',
    path: '/executions/pause/by-query',
    summary: 'Pause all executions that match',
    description: FILTERS,
    query: z.looseObject(classicExecutionFilterShape),
    body: filterBody,
  }),
  unqueueByIds: defineRoute({
    ...shared,
    id: 'executions.unqueueByIds',
    path: '/executions/unqueue/by-ids',
    summary: 'Take several executions out of the queues of their flows',
    query: z.object({ state: queueExit, reason: reasonSchema }),
    body: executionIdsBody,
  }),
  unqueueByQuery: defineRoute({
    ...shared,
    id: 'executions.unqueueByQuery',
    path: '/executions/unqueue/by-query',
    summary: 'Take all executions that match out of the queues of their flows',
    description: `${FILTERS} \`state\` is a filter here; \`newState\` says how they leave the queue.`,
    query: z.looseObject({ ...classicExecutionFilterShape, newState: queueExit, reason: reasonSchema }),
    body: filterBody,
  }),
  changeStatusByIds: defineRoute({
    ...shared,
    id: 'executions.changeStatusByIds',
    path: '/executions/change-status/by-ids',
    summary: 'Say how several executions ended',
    query: z.object({ newStatus, reason: reasonSchema }),
    body: executionIdsBody,
  }),
  changeStatusByQuery: defineRoute({
    ...shared,
    id: 'executions.changeStatusByQuery',
    path: '/executions/change-status/by-query',
    summary: 'Say how all executions that match ended',
    description: FILTERS,
    query: z.looseObject({ ...classicExecutionFilterShape, newStatus, reason: reasonSchema }),
    body: filterBody,
  }),
  setLabelsByIds: defineRoute({
    ...shared,
    id: 'executions.setLabelsByIds',
    path: '/executions/labels/by-ids',
    summary: 'Add or replace labels of several executions that have ended',
    body: {
      required: true,
      content: {
        [JSON_TYPE]: z
          .object({ executionsId: z.array(z.string()), executionLabels: z.array(labelSchema) })
          .meta({ id: 'LabelsOfExecutions' }),
      },
    },
  }),
  setLabelsByQuery: defineRoute({
    ...shared,
    id: 'executions.setLabelsByQuery',
    path: '/executions/labels/by-query',
    summary: 'Add or replace labels of all executions that match and have ended',
    description:
      'The body holds the labels, so all filters stand in the query. No filter at all means every execution.',
    query: z.looseObject(classicExecutionFilterShape),
    body: { required: true, content: { [JSON_TYPE]: z.array(labelSchema) } },
  }),
} as const
