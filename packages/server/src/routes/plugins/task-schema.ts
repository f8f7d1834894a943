import {
  type JsonSchema,
  LOG_LEVELS,
  PAUSE_TYPE,
  type PropertyShape,
  type TaskType,
  type TaskTypeInfo,
  type TriggerType,
} from '@countersign/core'

/** Members that every task has (engine.md 1.3). */
const COMMON: Readonly<Record<string, JsonSchema>> = {
  id: { type: 'string', pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*$', description: 'Unique within the flow.' },
  type: { type: 'string' },
  description: { type: 'string' },
  disabled: { type: 'boolean', default: false },
  runIf: { type: 'string', description: 'The task is skipped when this renders to nothing, `0` or `false`.' },
  timeout: { type: 'string', description: 'An ISO duration such as PT5M.' },
  retry: { type: 'object' },
  allowFailure: { type: 'boolean', default: false, description: 'A failure becomes a warning.' },
  allowWarning: { type: 'boolean', default: false, description: 'A warning becomes a success.' },
  logLevel: { enum: LOG_LEVELS },
  logToFile: { type: 'boolean' },
  version: { type: 'string' },
  taskCache: { type: 'object' },
  assets: { type: 'object' },
  workerGroup: { type: 'object' },
}

const LIST_OF_MAPS: JsonSchema = { type: 'array', items: { type: 'object' } }

/** Members of a gate beside its properties and branches. */
const OF_A_GATE: Readonly<Record<string, JsonSchema>> = { onResume: LIST_OF_MAPS, onPause: { type: 'object' } }

/** JSON Schema of a task of one type, as an editor wants it. */
export function taskSchema(taskType: TaskType): JsonSchema {
  const { type, title, description, properties } = taskType
  return {
    type: 'object',
    title,
    description,
    properties: { ...COMMON, type: { const: type }, ...propertySchemas(properties), ...branchSchemas(taskType) },
    required: ['id', 'type', ...requiredNames(properties)],
    additionalProperties: false,
  }
}

/** The lists of tasks in a task. Of a Dag the items hold a task and what it waits for. */
function branchSchemas(task: TaskType): Readonly<Record<string, JsonSchema>> {
  if (task.kind !== 'flowable') return {}
  const lists = task.branches.map((name): readonly [string, JsonSchema] => [
    name,
    name === 'cases' ? { type: 'object', additionalProperties: LIST_OF_MAPS } : LIST_OF_MAPS,
  ])
  return { ...Object.fromEntries(lists), ...(task.type === PAUSE_TYPE ? OF_A_GATE : {}) }
}

/** JSON Schema of a trigger of one type. */
export function triggerTypeSchema({ type, title, description, properties }: TriggerType): JsonSchema {
  const { id, disabled } = COMMON
  return {
    type: 'object',
    title,
    description,
    properties: { id, type: { const: type }, disabled, ...propertySchemas(properties) },
    required: ['id', 'type', ...requiredNames(properties)],
    additionalProperties: false,
  }
}

/** The properties of a type alone. */
export function propertiesSchema({ title, description, properties }: TaskTypeInfo | TriggerType): JsonSchema {
  return {
    type: 'object',
    title,
    description,
    properties: propertySchemas(properties),
    required: requiredNames(properties),
  }
}

function propertySchemas(shape: PropertyShape): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, { schema, description }]) => [
      name,
      description === '' ? schema : { ...schema, description },
    ]),
  )
}

function requiredNames(shape: PropertyShape): readonly string[] {
  return Object.entries(shape)
    .filter(([, { required }]) => required)
    .map(([name]) => name)
}
