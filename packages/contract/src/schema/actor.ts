import * as z from 'zod'

/** Who acts: a person, a machine identity, a trigger of a flow, or the system itself. */
export const actorSchema = z
  .object({
    kind: z.enum(['user', 'service', 'trigger', 'system']),
    id: z.string(),
    name: z.string(),
  })
  .meta({ id: 'Actor' })

export type Actor = z.output<typeof actorSchema>

/** The door through which somebody came. */
export const doorSchema = z.enum(['ui', 'api', 'cli', 'link', 'flow', 'timer', 'system'])

export type Door = z.output<typeof doorSchema>
