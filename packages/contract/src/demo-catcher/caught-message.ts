import * as z from 'zod'
import { instantSchema } from '../schema/instant.ts'

const caughtHttpSchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.enum(['slack', 'http']),
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  contentType: z.string().nullable(),
  text: z.string().nullable().meta({ description: 'The body as text; null when it is multipart or empty.' }),
  json: z.unknown().optional(),
  parts: z
    .array(
      z.object({
        name: z.string(),
        filename: z.string().optional(),
        contentType: z.string().optional(),
        value: z.string().meta({ description: 'The text of a field; of a file its first characters.' }),
      }),
    )
    .meta({ description: 'The parts of a multipart body, in order.' }),
})

const caughtMailSchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.literal('mail'),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string().nullable(),
  html: z.string().nullable(),
})

/** Something that a demo flow sent out and the local catcher received. */
export const caughtMessageSchema = z.union([caughtHttpSchema, caughtMailSchema]).meta({ id: 'CaughtMessage' })

export type CaughtMessage = z.output<typeof caughtMessageSchema>
