import * as z from 'zod'
import { instantSchema } from '../schema/instant.ts'

export const kvTypeSchema = z
  .enum(['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'])
  .meta({ id: 'KvType' })

/** A stored value (observed/api.md J87). A stored null has type STRING and no `value`. */
export const kvValueSchema = z
  .object({
    type: kvTypeSchema,
    value: z.unknown().optional(),
    revision: z.number().int(),
    updated: instantSchema,
  })
  .meta({ id: 'KvValue' })

export type KvValue = z.output<typeof kvValueSchema>

/** A key in a list, without its value. */
export const kvListItemSchema = z
  .object({
    namespace: z.string(),
    key: z.string(),
    version: z.number().int(),
    description: z.string().optional(),
    creationDate: instantSchema,
    updateDate: instantSchema,
    expirationDate: instantSchema.optional(),
  })
  .meta({ id: 'KvListItem' })

export type KvListItem = z.output<typeof kvListItemSchema>

/** Keys to delete, and the answer: those that were really there. */
export const kvKeysSchema = z.object({ keys: z.array(z.string()) }).meta({ id: 'KvKeys' })
