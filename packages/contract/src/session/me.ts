import * as z from 'zod'

/** Who is logged in, and what they may do where. */
export const meSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['user', 'service']),
    username: z.string(),
    name: z.string(),
    email: z.string().optional(),
    superAdmin: z.boolean(),
    tenants: z.array(z.object({ id: z.string(), permissions: z.array(z.string()) })),
  })
  .meta({ id: 'Me' })

export type Me = z.output<typeof meSchema>

/** A login with user name and password. */
export const loginSchema = z.object({ username: z.string().min(1), password: z.string().min(1) }).meta({ id: 'Login' })

export type Login = z.output<typeof loginSchema>
