import * as z from 'zod'
import { jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { caughtMessageSchema } from './caught-message.ts'

/** What the demo's catcher received. Only in demo mode. */
export const demoCatcherRoutes = {
  list: defineRoute({
    id: 'demoCatcher.list',
    method: 'GET',
    path: '/demo-catcher/messages',
    scope: 'instance',
    summary: 'Messages that the demo sent out, newest first',
    access: 'session',
    permission: 'demo:read',
    onlyInDemo: true,
    query: z.object({ kind: z.enum(['slack', 'teams', 'hr', 'http', 'mail']).optional() }),
    responses: { 200: jsonResponse('The messages', z.object({ results: z.array(caughtMessageSchema) })) },
    errors: [404],
  }),
} as const
