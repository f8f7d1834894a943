import * as z from 'zod'
import { classicFlowFilterShape } from '../filters/filter-query.ts'
import { emptyResponse, JSON_TYPE, jsonResponse, yamlContent } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { pageOf, pageQueryShape } from '../schema/page.ts'
import { flowIdParam, namespaceParam, namespaceParams } from '../schema/path-params.ts'
import { queryBoolean, queryInteger } from '../schema/query-value.ts'
import { flowMaybeSourceSchema, flowSchema, flowWithSourceSchema } from './flow.ts'
import { flowValidationSchema } from './flow-validation.ts'

const flowParams = z.object({ namespace: namespaceParam, id: flowIdParam })
const sourceBody = { required: true, content: yamlContent('One flow as YAML') } as const

/** Flows (api.md 4, observed/api.md C). */
export const flowRoutes = {
  create: defineRoute({
    id: 'flows.create',
    method: 'POST',
    path: '/flows',
    scope: 'tenant',
    summary: 'Save a new flow',
    access: 'session',
    permission: 'flow:write',
    body: {
      required: true,
      content: { ...yamlContent('One flow as YAML'), [JSON_TYPE]: z.looseObject({ id: z.string() }) },
    },
    responses: {
      200: jsonResponse('The saved flow. A flow sent as JSON comes back without `source`.', flowMaybeSourceSchema),
    },
    errors: [415, 422],
  }),
  read: defineRoute({
    id: 'flows.read',
    method: 'GET',
    path: '/flows/{namespace}/{id}',
    scope: 'tenant',
    summary: 'Read a flow',
    access: 'session',
    permission: 'flow:read',
    params: flowParams,
    query: z.object({
      source: queryBoolean().default(false),
      revision: queryInteger().optional(),
      allowDeleted: queryBoolean().default(false),
    }),
    responses: { 200: jsonResponse('The flow, with `source` when asked for', flowMaybeSourceSchema) },
    errors: [404, 422],
  }),
  update: defineRoute({
    id: 'flows.update',
    method: 'PUT',
    path: '/flows/{namespace}/{id}',
    scope: 'tenant',
    summary: 'Save a new revision of a flow',
    description: 'An identical source keeps the revision. Id and namespace cannot change.',
    access: 'session',
    permission: 'flow:write',
    params: flowParams,
    body: sourceBody,
    responses: { 200: jsonResponse('The saved flow', flowWithSourceSchema) },
    errors: [404, 415, 422],
  }),
  remove: defineRoute({
    id: 'flows.remove',
    method: 'DELETE',
    path: '/flows/{namespace}/{id}',
    scope: 'tenant',
    summary: 'Delete a flow',
    description: 'A new revision that is marked deleted; created again, the flow goes on counting.',
    access: 'session',
    permission: 'flow:delete',
    params: flowParams,
    responses: { 204: emptyResponse('Deleted') },
    errors: [404],
  }),
  validate: defineRoute({
    id: 'flows.validate',
    method: 'POST',
    path: '/flows/validate',
    scope: 'tenant',
    summary: 'Check flows without saving them',
    description: 'Takes several documents separated by `---`. Always 200: the problems are in the answer.',
    access: 'session',
    permission: 'flow:read',
    body: { required: true, content: yamlContent('One or more flows as YAML') },
    responses: { 200: jsonResponse('One result per document', z.array(flowValidationSchema)) },
    errors: [415, 422],
  }),
  revisions: defineRoute({
    id: 'flows.revisions',
    method: 'GET',
    path: '/flows/{namespace}/{id}/revisions',
    scope: 'tenant',
    summary: 'All revisions of a flow, oldest first',
    description: 'An unknown flow has none: an empty list.',
    access: 'session',
    permission: 'flow:read',
    params: flowParams,
    responses: { 200: jsonResponse('The revisions', z.array(flowWithSourceSchema)) },
    errors: [],
  }),
  search: defineRoute({
    id: 'flows.search',
    method: 'GET',
    path: '/flows/search',
    scope: 'tenant',
    summary: 'Search flows',
    description: 'Also takes `filters[field][OPERATION]=value`; with one of those the classic parameters are ignored.',
    access: 'session',
    permission: 'flow:read',
    query: z.looseObject({ ...pageQueryShape, ...classicFlowFilterShape }),
    responses: { 200: jsonResponse('A page of flows', pageOf(flowSchema)) },
    errors: [400, 422],
  }),
  listByNamespace: defineRoute({
    id: 'flows.listByNamespace',
    method: 'GET',
    path: '/flows/{namespace}',
    scope: 'tenant',
    summary: 'The flows of exactly this namespace',
    access: 'session',
    permission: 'flow:read',
    params: namespaceParams,
    responses: { 200: jsonResponse('The flows', z.array(flowSchema)) },
    errors: [],
  }),
  distinctNamespaces: defineRoute({
    id: 'flows.distinctNamespaces',
    method: 'GET',
    path: '/flows/distinct-namespaces',
    scope: 'tenant',
    summary: 'Names of the namespaces that hold flows',
    access: 'session',
    permission: 'flow:read',
    query: z.object({ q: z.string().optional() }),
    responses: { 200: jsonResponse('Namespaces in order', z.array(z.string())) },
    errors: [],
  }),
} as const
