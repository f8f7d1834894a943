import { CHECK_BEHAVIORS, CHECK_STYLES } from '@countersign/core'
import * as z from 'zod'
import { inputDeclarationSchema } from '../schema/input-declaration.ts'

/**
 * What a form would become (api.md 2.8, observed/api.md D43): one object, not a list. `enabled` is false when an input's
 * `dependsOn` does not hold; a wrong value is echoed in `value`. `id` is the flow's.
 */
export const inputsValidationSchema = z
  .object({
    id: z.string(),
    namespace: z.string(),
    inputs: z.array(
      z.object({
        input: inputDeclarationSchema,
        value: z.unknown().optional(),
        enabled: z.boolean(),
        isDefault: z.boolean(),
        errors: z.array(z.object({ message: z.string(), renderError: z.boolean() })),
      }),
    ),
    checks: z.array(z.object({ message: z.string(), style: z.enum(CHECK_STYLES), behavior: z.enum(CHECK_BEHAVIORS) })),
  })
  .meta({ id: 'InputsValidation' })

export type InputsValidation = z.output<typeof inputsValidationSchema>
