import * as z from 'zod'
import { stateSchema } from '../executions/state.ts'
import { labelSchema } from '../schema/label.ts'

/** What the caller of a webhook is told of the execution that it started (observed/api.md I81): no inputs, no task runs. */
export const webhookExecutionSchema = z
  .object({
    tenantId: z.string(),
    id: z.string(),
    namespace: z.string(),
    flowId: z.string(),
    flowRevision: z.number().int(),
    trigger: z.object({ id: z.string(), type: z.string(), variables: z.record(z.string(), z.unknown()) }),
    outputs: z.record(z.string(), z.unknown()).optional(),
    labels: z.array(labelSchema),
    state: stateSchema,
    url: z.string(),
  })
  .meta({ id: 'WebhookExecution' })

export type WebhookExecution = z.output<typeof webhookExecutionSchema>
