import * as z from 'zod'
import { instantSchema } from '../schema/instant.ts'
import { labelSchema } from '../schema/label.ts'
import { stateSchema } from './state.ts'

/** One attempt of a task run. `workerId` is there for tasks that a worker ran. */
const attemptSchema = z.object({
  state: stateSchema,
  workerId: z.string().optional(),
  logFile: z.string().optional(),
})

/** A task run (api.md 2.3). `outputs` is always there and may be null; `value` and `iteration` in loops. */
export const taskRunSchema = z
  .object({
    id: z.string(),
    executionId: z.string(),
    namespace: z.string(),
    flowId: z.string(),
    taskId: z.string(),
    parentTaskRunId: z.string().optional(),
    value: z.string().optional(),
    attempts: z.array(attemptSchema).optional(),
    outputs: z.record(z.string(), z.unknown()).nullable(),
    state: stateSchema,
    iteration: z.number().int().optional(),
    dynamic: z.boolean().optional(),
    forceExecution: z.boolean().optional(),
  })
  .meta({ id: 'TaskRun' })

export type TaskRun = z.output<typeof taskRunSchema>

/** How an execution was started: by a trigger, a webhook or a parent flow. */
const executionTriggerSchema = z.object({
  id: z.string(),
  type: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  logFile: z.string().optional(),
})

/**
 * An execution (api.md 2.1, observed/api.md D29 to D32). `taskRunList` is absent until the first task run, `inputs` and
 * `outputs` when there are none; inputs that were not given are null. `url` comes with the answer of a create only.
 */
export const executionSchema = z
  .object({
    id: z.string(),
    namespace: z.string(),
    flowId: z.string(),
    flowRevision: z.number().int(),
    taskRunList: z.array(taskRunSchema).optional(),
    inputs: z.record(z.string(), z.unknown()).optional(),
    outputs: z.record(z.string(), z.unknown()).optional(),
    labels: z.array(labelSchema).optional(),
    variables: z.record(z.string(), z.unknown()).optional(),
    state: stateSchema,
    parentId: z.string().optional(),
    originalId: z.string(),
    trigger: executionTriggerSchema.optional(),
    deleted: z.boolean(),
    metadata: z.object({ attemptNumber: z.number().int(), originalCreatedDate: instantSchema }),
    scheduleDate: instantSchema.optional(),
    kind: z.string().optional(),
    breakpoints: z.array(z.object({ id: z.string(), value: z.string().optional() })).optional(),
    url: z.string().optional(),
  })
  .meta({ id: 'Execution' })

export type Execution = z.output<typeof executionSchema>

/** The first event of a follow stream: an execution of which only the id is known (observed/api.md H77). */
export const executionStubSchema = z
  .object({
    id: z.string(),
    labels: z.array(labelSchema),
    originalId: z.string(),
    deleted: z.boolean(),
    metadata: z.object({ attemptNumber: z.number().int(), originalCreatedDate: instantSchema }),
  })
  .meta({ id: 'ExecutionStub' })

export type ExecutionStub = z.output<typeof executionStubSchema>
