import * as z from 'zod'

/** A label. In answers labels are always a list of these, in order. */
export const labelSchema = z.object({ key: z.string(), value: z.string() }).meta({ id: 'Label' })

export type Label = z.output<typeof labelSchema>
