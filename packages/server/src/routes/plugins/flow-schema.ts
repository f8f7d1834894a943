import { BUILTIN_TRIGGERS, INPUT_TYPES, type JsonSchema, type TaskCatalogue } from '@countersign/core'
import { taskSchema, triggerTypeSchema } from './task-schema.ts'

const DRAFT = 'https://json-schema.org/draft/2019-09/schema'

const INPUT: JsonSchema = {
  type: 'object',
  properties: { id: { type: 'string' }, type: { enum: INPUT_TYPES }, required: { type: 'boolean', default: true } },
  required: ['id', 'type'],
}

/** JSON Schema of a task of any type that this server knows. */
export function anyTaskSchema(catalogue: TaskCatalogue): JsonSchema {
  return { $schema: DRAFT, ...oneOfTypes(catalogue) }
}

/** JSON Schema of a flow, for editors. */
export function flowSchema(catalogue: TaskCatalogue): JsonSchema {
  const tasks = { type: 'array', items: { $ref: '#/$defs/task' } }
  return {
    $schema: DRAFT,
    type: 'object',
    properties: {
      id: { type: 'string', pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]*$', maxLength: 100 },
      namespace: { type: 'string', pattern: '^[a-z0-9][a-z0-9._-]*$', maxLength: 150 },
      description: { type: 'string' },
      labels: { type: ['object', 'array'] },
      inputs: { type: 'array', items: { $ref: '#/$defs/input' } },
      variables: { type: 'object' },
      tasks: { ...tasks, minItems: 1 },
      errors: tasks,
      finally: tasks,
      afterExecution: tasks,
      triggers: { type: 'array', items: triggerSchema(catalogue) },
      outputs: { type: 'array', items: { type: 'object', required: ['id', 'type', 'value'] } },
      concurrency: { type: 'object' },
      retry: { type: 'object' },
      sla: { type: 'array' },
      checks: { type: 'array' },
      listeners: { type: 'array', deprecated: true },
      pluginDefaults: { type: 'array' },
      taskDefaults: { type: 'array', deprecated: true },
      revision: { type: 'integer', minimum: 1 },
      disabled: { type: 'boolean', default: false },
    },
    required: ['id', 'namespace', 'tasks'],
    $defs: { task: oneOfTypes(catalogue), input: INPUT },
  }
}

/** JSON Schema of a trigger of any type that this server knows. */
export function triggerSchema(catalogue: TaskCatalogue): JsonSchema {
  return { anyOf: (catalogue.triggers ?? BUILTIN_TRIGGERS).list().map(triggerTypeSchema) }
}

function oneOfTypes(catalogue: TaskCatalogue): JsonSchema {
  return { anyOf: catalogue.list().map(taskSchema) }
}
