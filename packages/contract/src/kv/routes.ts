import * as z from 'zod'
import { emptyResponse, JSON_TYPE, jsonResponse, TEXT_TYPE } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { pageOf, pageQueryShape } from '../schema/page.ts'
import { namespaceParams } from '../schema/path-params.ts'
import { kvKeysSchema, kvListItemSchema, kvValueSchema } from './kv-entry.ts'

const kvParams = namespaceParams.extend({ key: z.string().min(1) })

const literal = z.string().meta({
  description: 'A raw literal: `"text"`, `42`, `true`, `2021-09-01`, `"PT5S"`, JSON. Unquoted words are text.',
})

/** Keys and values of a namespace (api.md 7.3, observed/api.md J86, J87). */
export const kvRoutes = {
  list: defineRoute({
    id: 'kv.list',
    method: 'GET',
    path: '/namespaces/{namespace}/kv',
    scope: 'tenant',
    summary: 'The keys of a namespace',
    access: 'session',
    permission: 'kv:read',
    params: namespaceParams,
    responses: { 200: jsonResponse('The keys, without values', z.array(kvListItemSchema)) },
    errors: [],
  }),
  search: defineRoute({
    id: 'kv.search',
    method: 'GET',
    path: '/kv',
    scope: 'tenant',
    summary: 'The keys of all namespaces',
    access: 'session',
    permission: 'kv:read',
    query: z.object({
      ...pageQueryShape,
      q: z.string().optional().meta({ description: 'Text in key and namespace; `*` is everything.' }),
      namespace: z.string().optional().meta({ description: 'This namespace and those below it.' }),
    }),
    responses: { 200: jsonResponse('A page of keys, without values', pageOf(kvListItemSchema)) },
    errors: [422],
  }),
  inherited: defineRoute({
    id: 'kv.inherited',
    method: 'GET',
    path: '/namespaces/{namespace}/kv/inheritance',
    scope: 'tenant',
    summary: 'The keys that a namespace sees of its parents',
    access: 'session',
    permission: 'kv:read',
    params: namespaceParams,
    responses: { 200: jsonResponse('The keys, the nearest parent first, without values', z.array(kvListItemSchema)) },
    errors: [],
  }),
  read: defineRoute({
    id: 'kv.read',
    method: 'GET',
    path: '/namespaces/{namespace}/kv/{key}',
    scope: 'tenant',
    summary: 'Read a value',
    access: 'session',
    permission: 'kv:read',
    params: kvParams,
    responses: { 200: jsonResponse('The value with its type', kvValueSchema) },
    errors: [404, 410, 422],
  }),
  write: defineRoute({
    id: 'kv.write',
    method: 'PUT',
    path: '/namespaces/{namespace}/kv/{key}',
    scope: 'tenant',
    summary: 'Write a value',
    description: 'The body is the raw literal under both media types; it is not wrapped.',
    access: 'session',
    permission: 'kv:write',
    params: kvParams,
    headers: z.object({
      ttl: z.string().optional().meta({ description: 'How long the value lives, as an ISO duration such as PT5M.' }),
      description: z.string().optional(),
    }),
    body: { required: true, verbatim: true, content: { [TEXT_TYPE]: literal, [JSON_TYPE]: literal } },
    responses: { 200: emptyResponse('Written') },
    errors: [415, 422],
  }),
  remove: defineRoute({
    id: 'kv.remove',
    method: 'DELETE',
    path: '/namespaces/{namespace}/kv/{key}',
    scope: 'tenant',
    summary: 'Delete a key',
    access: 'session',
    permission: 'kv:delete',
    params: kvParams,
    responses: { 200: jsonResponse('True when the key was there', z.boolean()) },
    errors: [422],
  }),
  removeMany: defineRoute({
    id: 'kv.removeMany',
    method: 'DELETE',
    path: '/namespaces/{namespace}/kv',
    scope: 'tenant',
    summary: 'Delete several keys',
    access: 'session',
    permission: 'kv:delete',
    params: namespaceParams,
    body: { required: true, content: { [JSON_TYPE]: kvKeysSchema } },
    responses: { 200: jsonResponse('The keys that were there', kvKeysSchema) },
    errors: [422],
  }),
} as const
