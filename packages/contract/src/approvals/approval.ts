import * as z from 'zod'
import { stateNameSchema } from '../executions/state.ts'
import { actorSchema, doorSchema } from '../schema/actor.ts'
import { inputDeclarationSchema } from '../schema/input-declaration.ts'
import { instantSchema } from '../schema/instant.ts'

/** Life of an approval request (approvals.md 3.5). Everything but OPEN and INFO_WAIT is final. */
export const APPROVAL_STATUSES = [
  'OPEN',
  'INFO_WAIT',
  'SETTLED',
  'EXPIRED',
  'WITHDRAWN',
  'VOIDED',
  'BROKEN_GLASS',
] as const

export const approvalStatusSchema = z.enum(APPROVAL_STATUSES).meta({ id: 'ApprovalStatus' })

export type ApprovalStatus = z.output<typeof approvalStatusSchema>

/** One way to answer. A plain Pause offers exactly one. */
export const outcomeSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['APPROVE', 'REJECT', 'REVISE', 'INFO']),
    label: z.string(),
  })
  .meta({ id: 'Outcome' })

export type ApprovalOutcome = z.output<typeof outcomeSchema>

/**
 * How a request was settled. `inputs` is the resolved form, secrets masked; null when the door carried none (bulk, timer,
 * kill).
 */
export const settlementSchema = z
  .object({
    outcome: z.string(),
    by: actorSchema,
    at: instantSchema,
    channel: doorSchema,
    comment: z.string().nullable(),
    inputs: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'Settlement' })

export type Settlement = z.output<typeof settlementSchema>

/** A request as a list shows it. */
export const approvalSummarySchema = z
  .object({
    id: z.string(),
    tenant: z.string(),
    namespace: z.string(),
    flowId: z.string(),
    flowRevision: z.number().int(),
    executionId: z.string(),
    taskId: z.string(),
    taskRunId: z.string(),
    iterationKey: z.string().meta({ description: 'Path of loop indexes, such as `0/5`; empty outside loops.' }),
    round: z.number().int(),
    status: approvalStatusSchema,
    version: z.number().int().meta({ description: 'Grows with every change; the ETag of the request.' }),
    title: z.string(),
    requester: actorSchema,
    createdAt: instantSchema,
    dueAt: instantSchema.nullable(),
    outcomes: z.array(outcomeSchema),
    settled: settlementSchema.nullable(),
  })
  .meta({ id: 'ApprovalSummary' })

export type ApprovalSummary = z.output<typeof approvalSummarySchema>

/** A request with all that is needed to decide it. */
export const approvalDetailSchema = approvalSummarySchema
  .extend({
    instructions: z.string().nullable(),
    form: z.array(inputDeclarationSchema),
    executionState: stateNameSchema.nullable().meta({ description: 'Null when the execution has been deleted.' }),
    next: z
      .array(z.object({ id: z.string(), type: z.string(), description: z.string().optional() }))
      .meta({ description: 'The tasks that come after the request.' }),
  })
  .meta({ id: 'ApprovalDetail' })

export type ApprovalDetail = z.output<typeof approvalDetailSchema>
