import { STATES } from '@countersign/core'
import * as z from 'zod'
import { instantSchema } from '../schema/instant.ts'

/** States of executions and task runs, with Kestra's words. */
export const stateNameSchema = z.enum(STATES).meta({ id: 'StateName' })

export type StateName = z.output<typeof stateNameSchema>

/**
 * A state with its history. `duration` (ISO) and `endDate` are absent until the execution or task run ended or paused
 * (observed/api.md D31).
 */
export const stateSchema = z
  .object({
    current: stateNameSchema,
    histories: z.array(z.object({ state: stateNameSchema, date: instantSchema })),
    duration: z.string().optional(),
    endDate: instantSchema.optional(),
    startDate: instantSchema,
  })
  .meta({ id: 'State' })

export type WireState = z.output<typeof stateSchema>
