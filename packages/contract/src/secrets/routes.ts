import * as z from 'zod'
import { JSON_TYPE, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { MAX_PAGE_SIZE } from '../schema/page.ts'
import { namespaceParams } from '../schema/path-params.ts'
import { queryInteger } from '../schema/query-value.ts'
import {
  inheritedSecretsSchema,
  resealedSchema,
  secretDescribeSchema,
  secretListSchema,
  secretMetaSchema,
  secretWriteSchema,
} from './secret.ts'

const secretParams = namespaceParams.extend({ key: z.string().min(1) })

/** Secrets of a namespace (api.md 7.2, observed/api.md J89). Values go in; no answer, URL or audit event ever holds one. */
export const secretRoutes = {
  list: defineRoute({
    id: 'secrets.list',
    method: 'GET',
    path: '/namespaces/{namespace}/secrets',
    scope: 'tenant',
    summary: 'The secrets of a namespace, without their values',
    access: 'session',
    permission: 'secret:read',
    params: namespaceParams,
    query: z.object({
      page: queryInteger({ min: 1 }).default(1),
      size: queryInteger({ min: 1, max: MAX_PAGE_SIZE }).default(100),
    }),
    responses: { 200: jsonResponse('The secrets, by name', secretListSchema) },
    errors: [422],
  }),
  inherited: defineRoute({
    id: 'secrets.inherited',
    method: 'GET',
    path: '/namespaces/{namespace}/inherited-secrets',
    scope: 'tenant',
    summary: 'The secrets that a namespace sees, by where they are kept',
    access: 'session',
    permission: 'secret:read',
    params: namespaceParams,
    responses: { 200: jsonResponse('Names by namespace, the nearest first', inheritedSecretsSchema) },
    errors: [],
  }),
  write: defineRoute({
    id: 'secrets.write',
    method: 'PUT',
    path: '/namespaces/{namespace}/secrets',
    scope: 'tenant',
    summary: 'Make or replace a secret',
    access: 'session',
    permission: 'secret:write',
    params: namespaceParams,
    body: { required: true, content: { [JSON_TYPE]: secretWriteSchema } },
    responses: { 200: jsonResponse('The secret, without its value', z.array(secretMetaSchema)) },
    errors: [409, 422],
  }),
  describe: defineRoute({
    id: 'secrets.describe',
    method: 'PATCH',
    path: '/namespaces/{namespace}/secrets/{key}',
    scope: 'tenant',
    summary: 'Change description and tags of a secret',
    access: 'session',
    permission: 'secret:write',
    params: secretParams,
    body: { required: true, content: { [JSON_TYPE]: secretDescribeSchema } },
    responses: { 200: jsonResponse('The secret, without its value', z.array(secretMetaSchema)) },
    errors: [404, 422],
  }),
  remove: defineRoute({
    id: 'secrets.remove',
    method: 'DELETE',
    path: '/namespaces/{namespace}/secrets/{key}',
    scope: 'tenant',
    summary: 'Delete a secret',
    access: 'session',
    permission: 'secret:write',
    params: secretParams,
    responses: { 200: jsonResponse('The names that were deleted', z.array(z.string())) },
    errors: [404],
  }),
  reseal: defineRoute({
    id: 'secrets.reseal',
    method: 'POST',
    path: '/secrets/reseal',
    scope: 'instance',
    summary: 'Seal the secrets of all tenants with the newest encryption key',
    access: 'session',
    permission: 'secret:reseal',
    responses: { 200: jsonResponse('How many were sealed anew', resealedSchema) },
    errors: [409],
  }),
} as const
