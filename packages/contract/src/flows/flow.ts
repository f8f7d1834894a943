import * as z from 'zod'
import { inputDeclarationSchema } from '../schema/input-declaration.ts'
import { instantSchema } from '../schema/instant.ts'
import { labelSchema } from '../schema/label.ts'

/** A task or trigger as written: `id` and `type` besides the properties of its type. */
export const flowPartSchema = z.looseObject({ id: z.string(), type: z.string() }).meta({ id: 'FlowPart' })

/**
 * A flow without its source (api.md 2.5, observed/api.md C18). Members that the source leaves out are absent; `updated`
 * and an empty `triggers` come with reads, not with the answer of a create.
 */
export const flowSchema = z
  .object({
    id: z.string(),
    namespace: z.string(),
    revision: z.number().int(),
    updated: instantSchema.optional(),
    description: z.string().optional(),
    labels: z.array(labelSchema).optional(),
    inputs: z.array(inputDeclarationSchema).optional(),
    outputs: z.array(z.looseObject({ id: z.string() })).optional(),
    variables: z.record(z.string(), z.unknown()).optional(),
    tasks: z.array(flowPartSchema),
    errors: z.array(flowPartSchema).optional(),
    finally: z.array(flowPartSchema).optional(),
    afterExecution: z.array(flowPartSchema).optional(),
    triggers: z.array(flowPartSchema).optional(),
    listeners: z.array(z.unknown()).optional(),
    pluginDefaults: z.array(z.unknown()).optional(),
    concurrency: z.looseObject({ limit: z.number().int() }).optional(),
    retry: z.looseObject({}).optional(),
    sla: z.array(z.unknown()).optional(),
    checks: z.array(z.unknown()).optional(),
    workerGroup: z.looseObject({}).optional(),
    disabled: z.boolean(),
    deleted: z.boolean(),
  })
  .meta({ id: 'Flow' })

export type Flow = z.output<typeof flowSchema>

/** A flow with the YAML it was saved as, comments included. */
export const flowWithSourceSchema = flowSchema.extend({ source: z.string() }).meta({ id: 'FlowWithSource' })

export type FlowWithSource = z.output<typeof flowWithSourceSchema>

/** A flow read with `source=true` or without. */
export const flowMaybeSourceSchema = flowSchema
  .extend({ source: z.string().optional() })
  .meta({ id: 'FlowMaybeWithSource' })

/** A task as somebody may see it who may run but not read the flow. `inputs` is the `onResume` form of a Pause. */
export interface TaskForExecution {
  readonly id: string
  readonly type: string
  readonly tasks?: readonly TaskForExecution[] | undefined
  readonly inputs?: readonly z.output<typeof inputDeclarationSchema>[] | undefined
  readonly subflowId?: Readonly<Record<string, unknown>> | undefined
}

/** A task as somebody may see it who may run but not read the flow. */
export const taskForExecutionSchema: z.ZodType<TaskForExecution> = z
  .object({
    id: z.string(),
    type: z.string(),
    get tasks() {
      return z.array(taskForExecutionSchema).optional()
    },
    inputs: z.array(inputDeclarationSchema).optional(),
    subflowId: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'TaskForExecution' })

/** A flow without what only its readers may see (api.md 2.6, observed/api.md F66a: empty lists are written). */
export const flowForExecutionSchema = z
  .object({
    id: z.string(),
    namespace: z.string(),
    revision: z.number().int(),
    description: z.string().optional(),
    labels: z.array(labelSchema).optional(),
    inputs: z.array(inputDeclarationSchema).optional(),
    disabled: z.boolean(),
    deleted: z.boolean(),
    tasks: z.array(taskForExecutionSchema),
    errors: z.array(taskForExecutionSchema),
    finally: z.array(taskForExecutionSchema),
    afterExecution: z.array(taskForExecutionSchema),
    triggers: z.array(z.looseObject({ id: z.string(), type: z.string() })),
    sla: z.array(z.unknown()),
  })
  .meta({ id: 'FlowForExecution' })

export type FlowForExecution = z.output<typeof flowForExecutionSchema>
