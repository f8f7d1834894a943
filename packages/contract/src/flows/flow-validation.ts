import * as z from 'zod'
import { diagnosticSchema } from '../errors.ts'

/**
 * What is wrong with one document of a validated source (api.md 2.8, observed/api.md C24). No `constraints` = it can be
 * saved. `namespace`, `flow` and the three lists are absent when the document cannot be read at all. `diagnostics` is
 * ours: the same problems with line, column, code and hint.
 */
export const flowValidationSchema = z
  .object({
    index: z.number().int(),
    namespace: z.string().optional(),
    flow: z.string().optional(),
    constraints: z.string().optional(),
    outdated: z.boolean(),
    deprecationPaths: z.array(z.string()).optional(),
    warnings: z.array(z.string()).optional(),
    infos: z.array(z.string()).optional(),
    diagnostics: z.array(diagnosticSchema).optional(),
  })
  .meta({ id: 'FlowValidation' })

export type FlowValidation = z.output<typeof flowValidationSchema>
