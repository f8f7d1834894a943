import * as z from 'zod'
import { actorSchema, doorSchema } from '../schema/actor.ts'
import { instantSchema } from '../schema/instant.ts'

/**
 * A sealed event of the audit log. `hash` covers every other member but the body, which is covered by `bodyHash`, so that
 * a body can be erased (null) without breaking the chain. `seq` starts at 1 in each tenant.
 */
export const auditEventSchema = z
  .object({
    seq: z.number().int(),
    at: instantSchema,
    actor: actorSchema,
    action: z.string().meta({ description: 'Such as `approval.decided`.' }),
    target: z.object({ kind: z.string(), id: z.string(), namespace: z.string().optional() }),
    requestId: z.string().nullable(),
    from: z.object({ door: doorSchema.optional(), ipHash: z.string().optional() }),
    body: z.record(z.string(), z.unknown()).nullable(),
    bodyHash: z.string(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent' })

export type AuditEvent = z.output<typeof auditEventSchema>

/** What a check of the whole chain found. `firstBroken` names the first event that does not fit. */
export const auditVerificationSchema = z
  .object({
    valid: z.boolean(),
    events: z.number().int().meta({ description: 'How many sealed events were checked.' }),
    unsealed: z.number().int().meta({ description: 'Events at the tail that are not sealed yet.' }),
    headHash: z.string().nullable(),
    firstBroken: z.object({ seq: z.number().int(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'AuditVerification' })

export type AuditVerification = z.output<typeof auditVerificationSchema>
