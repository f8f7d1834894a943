import * as z from 'zod'
import { jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { cursorPageOf, cursorQueryShape } from '../schema/page.ts'
import { queryInstant, queryList } from '../schema/query-value.ts'
import { auditEventSchema, auditVerificationSchema } from './audit-event.ts'

/** The audit log. It is read and checked here, never written. */
export const auditRoutes = {
  search: defineRoute({
    id: 'audit.search',
    method: 'GET',
    path: '/audit',
    scope: 'tenant',
    summary: 'Audit events, newest first',
    access: 'session',
    permission: 'audit:read',
    query: z.object({
      action: queryList(z.string()).optional().meta({ description: 'Such as `approval.decided`; repeated or joined.' }),
      actorId: z.string().optional(),
      targetKind: z.string().optional(),
      targetId: z.string().optional(),
      namespace: z.string().optional().meta({ description: 'This namespace and those below it.' }),
      from: queryInstant().optional().meta({ description: 'At or after.' }),
      to: queryInstant().optional().meta({ description: 'Before.' }),
      ...cursorQueryShape,
    }),
    responses: { 200: jsonResponse('A page of events', cursorPageOf(auditEventSchema)) },
    errors: [422],
  }),
  verify: defineRoute({
    id: 'audit.verify',
    method: 'GET',
    path: '/audit/verify',
    scope: 'tenant',
    summary: 'Check the whole chain of a tenant',
    description: 'Always 200: a broken chain is in the answer.',
    access: 'session',
    permission: 'audit:read',
    responses: { 200: jsonResponse('What was found', auditVerificationSchema) },
    errors: [],
  }),
} as const
