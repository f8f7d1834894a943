import * as z from 'zod'
import { flowPartSchema } from '../flows/flow.ts'
import { instantSchema } from '../schema/instant.ts'
import { labelSchema } from '../schema/label.ts'

/** A schedule that makes up for a stretch of the past. */
const backfillSchema = z.object({
  start: instantSchema,
  end: instantSchema.optional(),
  currentDate: instantSchema.optional(),
  paused: z.boolean(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  labels: z.array(labelSchema).optional(),
  previousNextExecutionDate: instantSchema.optional(),
})

/** What is remembered of a trigger that is looked at by time (api.md 2.8, observed/api.md J85). */
export const triggerSchema = z
  .object({
    tenantId: z.string(),
    namespace: z.string(),
    flowId: z.string(),
    triggerId: z.string(),
    date: instantSchema.optional().meta({ description: 'The date that was dealt with last.' }),
    nextExecutionDate: instantSchema.optional().meta({ description: 'Absent while the trigger is disabled.' }),
    executionId: z.string().optional().meta({ description: 'The execution that the trigger waits for.' }),
    updatedDate: instantSchema.optional(),
    evaluateRunningDate: instantSchema.optional().meta({ description: 'Since when a polling trigger looks.' }),
    workerId: z.string().optional(),
    backfill: backfillSchema.optional(),
    stopAfter: z.array(z.string()).optional(),
    disabled: z.boolean(),
  })
  .meta({ id: 'Trigger' })

export type Trigger = z.output<typeof triggerSchema>

/** A trigger in a search: as its flow has it, and what is remembered of it. */
export const triggerItemSchema = z
  .object({ abstractTrigger: flowPartSchema.optional(), triggerContext: triggerSchema })
  .meta({ id: 'TriggerItem' })

export type TriggerItem = z.output<typeof triggerItemSchema>

/** Names a trigger; other members of a `Trigger` may stand beside and are not looked at. */
export const triggerNameSchema = z.looseObject({
  namespace: z.string().min(1),
  flowId: z.string().min(1),
  triggerId: z.string().min(1),
})

const instant = z.iso.datetime({ offset: true, error: 'must be an instant with zone, such as 2026-11-24T09:00:00Z' })

/** A change of a trigger: `disabled`, or a `backfill` to start. Everything else of a `Trigger` is left as it is. */
export const triggerChangeSchema = triggerNameSchema.extend({
  disabled: z.boolean().optional(),
  backfill: z
    .looseObject({
      start: instant,
      end: instant.nullish(),
      inputs: z.record(z.string(), z.unknown()).nullish(),
      labels: z.array(labelSchema).nullish(),
    })
    .nullish(),
})

export type TriggerChange = z.input<typeof triggerChangeSchema>

/** Which triggers a bulk call is about. */
export const triggerNamesSchema = z.array(triggerNameSchema)

export const setDisabledSchema = z.object({ triggers: triggerNamesSchema, disabled: z.boolean() })
