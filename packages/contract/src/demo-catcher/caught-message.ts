import * as z from 'zod'
import { instantSchema } from '../schema/instant.ts'

const caughtBase = {
  id: z.string(),
  at: instantSchema,
  summary: z.string().meta({ description: 'One line to recognise it by. Written by the sender: show it as text.' }),
  links: z.array(z.string()).meta({ description: 'The http and https addresses in it, each once, in order.' }),
}

const caughtRequestSchema = z.object({
  ...caughtBase,
  kind: z.enum(['slack', 'teams', 'hr', 'http']),
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  contentType: z.string().nullable(),
  body: z.string().nullable().meta({ description: 'The body as text; null when it is a form or empty.' }),
  json: z.unknown().optional(),
  fields: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().meta({ description: 'The text of a field; of a file its first characters.' }),
        filename: z.string().optional(),
        contentType: z.string().optional(),
      }),
    )
    .meta({ description: 'The fields of a form, in order.' }),
})

const caughtMailSchema = z.object({
  ...caughtBase,
  kind: z.literal('mail'),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string().nullable(),
  html: z.string().nullable(),
})

/** Something that a demo flow sent out and the local catcher received. */
export const caughtMessageSchema = z.union([caughtRequestSchema, caughtMailSchema]).meta({ id: 'CaughtMessage' })

export type CaughtMessage = z.output<typeof caughtMessageSchema>
