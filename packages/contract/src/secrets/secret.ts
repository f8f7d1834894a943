import * as z from 'zod'

const tagsSchema = z.array(z.object({ key: z.string().min(1), value: z.string() }))

/** What may be known of a secret: never its value. */
export const secretMetaSchema = z
  .object({
    key: z.string(),
    description: z.string().optional(),
    tags: tagsSchema.optional(),
  })
  .meta({ id: 'SecretMeta' })

export type SecretMeta = z.output<typeof secretMetaSchema>

/** The secrets that a namespace sees of its own, and those that the server was started with. */
export const secretListSchema = z
  .object({
    readOnly: z.boolean().meta({ description: 'True when the server has no encryption key and keeps no secret.' }),
    results: z.array(secretMetaSchema),
    total: z.number().int(),
  })
  .meta({ id: 'SecretList' })

export type SecretList = z.output<typeof secretListSchema>

/** A secret to be kept. `value` goes in and never comes out again. */
export const secretWriteSchema = z
  .object({
    key: z.string().min(1).meta({ description: 'Capital and small letters are the same when it is looked for.' }),
    value: z.string().meta({ description: 'The secret; no answer ever holds it.' }),
    description: z.string().optional(),
    tags: tagsSchema.optional(),
  })
  .meta({ id: 'SecretWrite' })

/** What is said about a secret; what is left out stays as it is. */
export const secretDescribeSchema = z
  .object({
    key: z.string().optional().meta({ description: 'The name in the path counts; Kestra sends it twice.' }),
    description: z.string().optional(),
    tags: tagsSchema.optional(),
  })
  .meta({ id: 'SecretDescribe' })

/** Secrets by the namespace that they are inherited from. */
export const inheritedSecretsSchema = z.record(z.string(), z.array(z.string())).meta({ id: 'InheritedSecrets' })

/** How many secrets were sealed anew. */
export const resealedSchema = z.object({ resealed: z.number().int() }).meta({ id: 'SecretsResealed' })
