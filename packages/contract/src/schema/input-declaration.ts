import { INPUT_TYPES } from '@countersign/core'
import * as z from 'zod'

/** Input types of Kestra 1.3 (observed/api.md C20); `FORM` is read but not asked for in forms. */
export const inputTypeSchema = z.enum([...INPUT_TYPES, 'FORM'])

export type InputType = z.output<typeof inputTypeSchema>

/**
 * A declared input of a flow or of a Pause's `onResume`: what a form is generated from. Members that a type does not use
 * are absent; `values` are the choices, already computed when `expression` gives them.
 */
export const inputDeclarationSchema = z
  .object({
    id: z.string(),
    type: inputTypeSchema,
    displayName: z.string().optional(),
    description: z.string().optional(),
    required: z.boolean().optional(),
    defaults: z.unknown().optional(),
    prefill: z.unknown().optional(),
    dependsOn: z.object({ inputs: z.array(z.string()).optional(), condition: z.string().optional() }).optional(),
    validator: z.string().optional(),
    min: z.unknown().optional(),
    max: z.unknown().optional(),
    after: z.string().optional(),
    before: z.string().optional(),
    values: z.array(z.string()).optional(),
    options: z.array(z.string()).optional(),
    expression: z.string().optional(),
    allowCustomValue: z.boolean().optional(),
    isRadio: z.boolean().optional(),
    autoSelectFirst: z.boolean().optional(),
    itemType: inputTypeSchema.optional(),
    extension: z.string().optional(),
    accept: z.array(z.string()).optional(),
    allowedFileExtensions: z.array(z.string()).optional(),
  })
  .meta({ id: 'InputDeclaration' })

export type InputDeclaration = z.output<typeof inputDeclarationSchema>
