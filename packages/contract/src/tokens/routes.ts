import * as z from 'zod'
import { emptyResponse, JSON_TYPE, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { createdServiceTokenSchema, serviceTokenRequestSchema, serviceTokenSchema } from './service-token.ts'

/** Tokens of service accounts, for `Authorization: Bearer`. */
export const tokenRoutes = {
  create: defineRoute({
    id: 'tokens.create',
    method: 'POST',
    path: '/tokens',
    scope: 'tenant',
    summary: 'Create a service account with a token',
    access: 'session',
    permission: 'token:manage',
    body: { required: true, content: { [JSON_TYPE]: serviceTokenRequestSchema } },
    responses: { 201: jsonResponse('The token, shown this once', createdServiceTokenSchema) },
    errors: [415, 422],
  }),
  list: defineRoute({
    id: 'tokens.list',
    method: 'GET',
    path: '/tokens',
    scope: 'tenant',
    summary: 'Service accounts and their tokens, without secrets',
    access: 'session',
    permission: 'token:manage',
    responses: { 200: jsonResponse('All tokens, newest first', z.object({ results: z.array(serviceTokenSchema) })) },
    errors: [],
  }),
  revoke: defineRoute({
    id: 'tokens.revoke',
    method: 'DELETE',
    path: '/tokens/{tokenId}',
    scope: 'tenant',
    summary: 'Revoke a token',
    access: 'session',
    permission: 'token:manage',
    params: z.object({ tokenId: z.string().min(1) }),
    responses: { 204: emptyResponse('Revoked; it is refused from now on') },
    errors: [404],
  }),
} as const
