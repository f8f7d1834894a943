import * as z from 'zod'
import { JSON_TYPE, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { configsSchema, healthSchema, versionSchema } from './server-info.ts'

/** The server itself (observed/api.md A). Kestra has `/health` and `/version` on another port; here they are on this one. */
export const systemRoutes = {
  ping: defineRoute({
    id: 'system.ping',
    method: 'GET',
    path: '/ping',
    scope: 'root',
    summary: 'Is anybody there',
    access: 'open',
    permission: null,
    responses: { 200: { description: 'The bare word `pong`', content: { [JSON_TYPE]: z.string() } } },
    errors: [],
  }),
  health: defineRoute({
    id: 'system.health',
    method: 'GET',
    path: '/health',
    scope: 'root',
    summary: 'Can the server work',
    access: 'open',
    permission: null,
    responses: {
      200: jsonResponse('It can', healthSchema),
      503: jsonResponse('It cannot (yet, or any more)', healthSchema),
    },
    errors: [],
  }),
  version: defineRoute({
    id: 'system.version',
    method: 'GET',
    path: '/version',
    scope: 'root',
    summary: 'Version of the server',
    access: 'open',
    permission: null,
    responses: { 200: jsonResponse('The version', versionSchema) },
    errors: [],
  }),
  configs: defineRoute({
    id: 'system.configs',
    method: 'GET',
    path: '/configs',
    scope: 'instance',
    summary: 'What a client has to know before a login',
    access: 'open',
    permission: null,
    responses: { 200: jsonResponse('The settings', configsSchema) },
    errors: [],
  }),
  openapi: defineRoute({
    id: 'system.openapi',
    method: 'GET',
    path: '/api/openapi.json',
    scope: 'root',
    summary: 'This document',
    access: 'session',
    permission: null,
    responses: { 200: jsonResponse('OpenAPI 3.1', z.looseObject({ openapi: z.string() })) },
    errors: [],
  }),
} as const
