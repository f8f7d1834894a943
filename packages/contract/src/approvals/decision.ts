import * as z from 'zod'
import { JSON_TYPE, MULTIPART_TYPE } from '../media-type.ts'
import type { BodySpec } from '../route.ts'
import { WIRE_SCHEMA } from '../schema/query-value.ts'
import { approvalDetailSchema } from './approval.ts'

/** An answer to a request. Without `outcome` it is the first one of kind APPROVE. */
export const decisionSchema = z
  .object({
    outcome: z.string().optional(),
    inputs: z.record(z.string(), z.unknown()).default({}),
    comment: z.string().max(10_000).optional(),
  })
  .meta({ id: 'Decision' })

export type DecisionInput = z.input<typeof decisionSchema>
export type Decision = z.output<typeof decisionSchema>

const multipartDecisionSchema = z.record(z.string(), z.unknown()).meta({
  id: 'MultipartDecision',
  [WIRE_SCHEMA]: {
    type: 'object',
    description: 'Parts `outcome` and `comment`, and one part `inputs.<input id>` per input, files with a filename.',
    properties: { outcome: { type: 'string' }, comment: { type: 'string' } },
    additionalProperties: { type: 'string' },
  },
})

/** The body of decisions: JSON, or multipart where files are sent. None at all means: the first outcome, no inputs. */
export const decisionBody = {
  required: false,
  content: { [JSON_TYPE]: decisionSchema, [MULTIPART_TYPE]: multipartDecisionSchema },
} as const satisfies BodySpec

/** The answer to a decision. `replayed` is true when the idempotency key had been answered before. */
export const decisionResultSchema = z
  .object({ replayed: z.boolean(), approval: approvalDetailSchema })
  .meta({ id: 'DecisionResult' })

export type DecisionResult = z.output<typeof decisionResultSchema>
