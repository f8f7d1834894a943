import * as z from 'zod'
import { jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { queryBoolean } from '../schema/query-value.ts'
import { pluginDocumentationSchema, pluginSchema } from './plugin.ts'

/** Types of tasks and triggers (api.md 10, observed/api.md A7, J92): never with a tenant. */
export const pluginRoutes = {
  list: defineRoute({
    id: 'plugins.list',
    method: 'GET',
    path: '/plugins',
    scope: 'instance',
    summary: 'The plugins with their task and trigger types',
    access: 'session',
    permission: 'plugin:read',
    responses: { 200: jsonResponse('All plugins', z.array(pluginSchema)) },
    errors: [],
  }),
  read: defineRoute({
    id: 'plugins.read',
    method: 'GET',
    path: '/plugins/{cls}',
    scope: 'instance',
    summary: 'Documentation of one type',
    access: 'session',
    permission: 'plugin:read',
    params: z.object({ cls: z.string().min(1) }),
    query: z.object({ all: queryBoolean().default(false) }),
    responses: { 200: jsonResponse('The documentation', pluginDocumentationSchema) },
    errors: [404],
  }),
  schema: defineRoute({
    id: 'plugins.schema',
    method: 'GET',
    path: '/plugins/schemas/{type}',
    scope: 'instance',
    summary: 'JSON Schema of flows, tasks or triggers, for editors',
    access: 'session',
    permission: 'plugin:read',
    params: z.object({
      type: z.string().min(1).meta({ description: '`flow`, `task` or `trigger`, in any case.' }),
    }),
    query: z.object({ arrayOf: queryBoolean().default(false) }),
    responses: { 200: jsonResponse('JSON Schema', z.looseObject({})) },
    errors: [422],
  }),
} as const
