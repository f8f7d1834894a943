import * as z from 'zod'
import { bulkCountSchema } from '../executions/bulk.ts'
import { filterBodySchema } from '../filters/filter-query.ts'
import { JSON_TYPE, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { pageOf, pageQueryShape } from '../schema/page.ts'
import { flowIdParam, namespaceParam } from '../schema/path-params.ts'
import { queryBoolean } from '../schema/query-value.ts'
import {
  setDisabledSchema,
  triggerChangeSchema,
  triggerItemSchema,
  triggerNameSchema,
  triggerNamesSchema,
  triggerSchema,
} from './trigger.ts'

const flowParams = z.object({ namespace: namespaceParam, flowId: flowIdParam })
const triggerParams = flowParams.extend({ triggerId: z.string().min(1) })

/** The classic filters; `filters[field][OP]=value` are read beside them. */
const filterShape = {
  q: z.string().optional().meta({ description: 'Text in namespace, flow id and trigger id; `*` is everything.' }),
  namespace: z.string().optional().meta({ description: 'This namespace and those below it.' }),
  flowId: z.string().optional(),
  triggerId: z.string().optional(),
  workerId: z.string().optional(),
} as const

const byQuery = {
  query: z.looseObject(filterShape),
  body: { required: false, content: { [JSON_TYPE]: filterBodySchema } },
} as const

const counted = { 200: jsonResponse('How many were changed; others are passed over', bulkCountSchema) } as const
const one = { 200: jsonResponse('The trigger as it is now', triggerSchema) } as const
const named = { required: true, content: { [JSON_TYPE]: triggerNameSchema } } as const
const several = { required: true, content: { [JSON_TYPE]: triggerNamesSchema } } as const

const write = { scope: 'tenant', access: 'session', permission: 'trigger:write' } as const
const read = { scope: 'tenant', access: 'session', permission: 'trigger:read' } as const

/** Triggers that are looked at by time (api.md 6, observed/api.md J85). Webhooks and Flow triggers have nothing to remember. */
export const triggerRoutes = {
  search: defineRoute({
    id: 'triggers.search',
    method: 'GET',
    path: '/triggers/search',
    ...read,
    summary: 'Search triggers',
    query: z.looseObject({ ...pageQueryShape, ...filterShape }),
    responses: { 200: jsonResponse('A page of triggers', pageOf(triggerItemSchema)) },
    errors: [400, 422],
  }),
  ofFlow: defineRoute({
    id: 'triggers.ofFlow',
    method: 'GET',
    path: '/triggers/{namespace}/{flowId}',
    ...read,
    summary: 'The triggers of a flow',
    params: flowParams,
    query: z.object({ ...pageQueryShape, q: filterShape.q }),
    responses: { 200: jsonResponse('A page of triggers', pageOf(triggerSchema)) },
    errors: [422],
  }),
  exportCsv: defineRoute({
    id: 'triggers.exportCsv',
    method: 'GET',
    path: '/triggers/export/by-query/csv',
    ...read,
    summary: 'The triggers that match, as a table',
    query: z.looseObject(filterShape),
    responses: { 200: { description: 'A line for each trigger', content: { 'text/csv': z.string() } } },
    errors: [400, 422],
  }),
  update: defineRoute({
    id: 'triggers.update',
    method: 'PUT',
    path: '/triggers',
    ...write,
    summary: 'Enable or disable a trigger, or start a backfill',
    description:
      'A schedule that is enabled again makes up for what it missed as its `recoverMissedSchedules` says. A backfill that the trigger has already is not started again.',
    body: { required: true, content: { [JSON_TYPE]: triggerChangeSchema } },
    responses: one,
    errors: [400, 404, 415, 422],
  }),
  unlock: defineRoute({
    id: 'triggers.unlock',
    method: 'POST',
    path: '/triggers/{namespace}/{flowId}/{triggerId}/unlock',
    ...write,
    summary: 'Let a trigger go on although what it started has not ended',
    params: triggerParams,
    responses: one,
    errors: [404, 409],
  }),
  restart: defineRoute({
    id: 'triggers.restart',
    method: 'POST',
    path: '/triggers/{namespace}/{flowId}/{triggerId}/restart',
    ...write,
    summary: 'Free a trigger of everything that it waits for; a polling trigger looks at once',
    params: triggerParams,
    responses: one,
    errors: [404],
  }),
  setDisabledByTriggers: defineRoute({
    id: 'triggers.setDisabledByTriggers',
    method: 'POST',
    path: '/triggers/set-disabled/by-triggers',
    ...write,
    summary: 'Enable or disable several triggers',
    body: { required: true, content: { [JSON_TYPE]: setDisabledSchema } },
    responses: counted,
    errors: [415, 422],
  }),
  setDisabledByQuery: defineRoute({
    id: 'triggers.setDisabledByQuery',
    method: 'POST',
    path: '/triggers/set-disabled/by-query',
    ...write,
    summary: 'Enable or disable all triggers that match',
    query: z.looseObject({ ...filterShape, disabled: queryBoolean().default(true) }),
    body: byQuery.body,
    responses: counted,
    errors: [400, 415, 422],
  }),
  unlockByTriggers: defineRoute({
    id: 'triggers.unlockByTriggers',
    method: 'POST',
    path: '/triggers/unlock/by-triggers',
    ...write,
    summary: 'Unlock several triggers',
    body: several,
    responses: counted,
    errors: [415, 422],
  }),
  unlockByQuery: defineRoute({
    id: 'triggers.unlockByQuery',
    method: 'POST',
    path: '/triggers/unlock/by-query',
    ...write,
    summary: 'Unlock all triggers that match',
    ...byQuery,
    responses: counted,
    errors: [400, 415, 422],
  }),
  pauseBackfill: defineRoute({
    id: 'triggers.pauseBackfill',
    method: 'PUT',
    path: '/triggers/backfill/pause',
    ...write,
    summary: 'Pause a backfill; the schedule stands still meanwhile',
    body: named,
    responses: one,
    errors: [404, 415, 422],
  }),
  unpauseBackfill: defineRoute({
    id: 'triggers.unpauseBackfill',
    method: 'PUT',
    path: '/triggers/backfill/unpause',
    ...write,
    summary: 'Go on with a backfill',
    body: named,
    responses: one,
    errors: [404, 415, 422],
  }),
  deleteBackfill: defineRoute({
    id: 'triggers.deleteBackfill',
    method: 'POST',
    path: '/triggers/backfill/delete',
    ...write,
    summary: 'End a backfill; the schedule goes on where it was',
    body: named,
    responses: one,
    errors: [404, 415, 422],
  }),
  pauseBackfillByTriggers: defineRoute({
    id: 'triggers.pauseBackfillByTriggers',
    method: 'POST',
    path: '/triggers/backfill/pause/by-triggers',
    ...write,
    summary: 'Pause several backfills',
    body: several,
    responses: counted,
    errors: [415, 422],
  }),
  pauseBackfillByQuery: defineRoute({
    id: 'triggers.pauseBackfillByQuery',
    method: 'POST',
    path: '/triggers/backfill/pause/by-query',
    ...write,
    summary: 'Pause the backfills of all triggers that match',
    ...byQuery,
    responses: counted,
    errors: [400, 415, 422],
  }),
  unpauseBackfillByTriggers: defineRoute({
    id: 'triggers.unpauseBackfillByTriggers',
    method: 'POST',
    path: '/triggers/backfill/unpause/by-triggers',
    ...write,
    summary: 'Go on with several backfills',
    body: several,
    responses: counted,
    errors: [415, 422],
  }),
  unpauseBackfillByQuery: defineRoute({
    id: 'triggers.unpauseBackfillByQuery',
    method: 'POST',
    path: '/triggers/backfill/unpause/by-query',
    ...write,
    summary: 'Go on with the backfills of all triggers that match',
    ...byQuery,
    responses: counted,
    errors: [400, 415, 422],
  }),
  deleteBackfillByTriggers: defineRoute({
    id: 'triggers.deleteBackfillByTriggers',
    method: 'POST',
    path: '/triggers/backfill/delete/by-triggers',
    ...write,
    summary: 'End several backfills',
    body: several,
    responses: counted,
    errors: [415, 422],
  }),
  deleteBackfillByQuery: defineRoute({
    id: 'triggers.deleteBackfillByQuery',
    method: 'POST',
    path: '/triggers/backfill/delete/by-query',
    ...write,
    summary: 'End the backfills of all triggers that match',
    ...byQuery,
    responses: counted,
    errors: [400, 415, 422],
  }),
} as const
