import * as z from 'zod'

/** A rendered expression, or why it could not be rendered; both are 200 (observed/api.md F64). */
export const evaluationSchema = z
  .object({
    result: z.string().optional(),
    error: z.string().optional(),
    stackTrace: z.string().optional(),
  })
  .meta({ id: 'Evaluation', description: 'Either `result`, or `error` with `stackTrace`.' })

export type Evaluation = z.output<typeof evaluationSchema>
