import * as z from 'zod'
import { instantSchema } from '../schema/instant.ts'

/** A service account's token as it is listed: never its secret. */
export const serviceTokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    createdBy: z.string(),
    createdAt: instantSchema,
    expiresAt: instantSchema.nullable(),
    revokedAt: instantSchema.nullable(),
  })
  .meta({ id: 'ServiceToken' })

export type ServiceToken = z.output<typeof serviceTokenSchema>

/** What a new token is called and when it dies. */
export const serviceTokenRequestSchema = z
  .object({
    name: z.string().trim().min(1).max(100),
    expiresAt: z.iso
      .datetime({ offset: true, error: 'must be an instant with zone, such as 2027-01-01T00:00:00Z' })
      .nullable()
      .optional(),
  })
  .meta({ id: 'ServiceTokenRequest' })

export type ServiceTokenRequest = z.input<typeof serviceTokenRequestSchema>

/** A new token with its secret, which is shown this once. */
export const createdServiceTokenSchema = serviceTokenSchema
  .extend({ token: z.string() })
  .meta({ id: 'CreatedServiceToken' })

export type CreatedServiceToken = z.output<typeof createdServiceTokenSchema>
