import {
  type EffectTask,
  type InlineTask,
  PLUGIN_GENERATION,
  type Plugin,
  type PollingTriggerCode,
} from '@countersign/plugin-sdk'

type Task = EffectTask | InlineTask

/** What can be used of a loaded plugin, and what cannot. */
interface CheckedPlugin {
  readonly title: string
  readonly description: string
  readonly tasks: readonly Task[]
  readonly triggers: readonly PollingTriggerCode[]
  readonly problems: readonly string[]
}

/** Names of types, as flows may write them. */
const TYPE_NAME = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/

/**
 * Looks at what the main module of a plugin exports: a stranger's code may export anything.
 * @throws Error when it is no plugin at all, or one of another generation
 */
export function checkPlugin(exported: unknown): CheckedPlugin {
  if (!isPlugin(exported)) {
    throw new Error(
      'Its main module has no plugin as default export; make one with `definePlugin` of @countersign/plugin-sdk.',
    )
  }
  if (exported.generation !== PLUGIN_GENERATION) {
    throw new Error(
      `It was made for generation ${exported.generation} of plugins; this server runs generation ${PLUGIN_GENERATION}.`,
    )
  }
  const problems: string[] = []
  /** Those of a list that are what they should be; the others become problems. */
  const keep = <T>(list: readonly T[], word: string, problemOf: (item: unknown) => string | null): readonly T[] =>
    list.filter((item, index) => {
      const problem = problemOf(item)
      if (problem !== null) problems.push(`${word} ${index + 1}${nameOf(item)} is left out: ${problem}.`)
      return problem === null
    })
  const tasks = keep(exported.tasks, 'Task', taskProblem)
  const triggers = keep(exported.triggers ?? [], 'Trigger', triggerProblem)
  if (exported.tasks.length + (exported.triggers?.length ?? 0) === 0) problems.push('It brings no types.')
  const { title, description } = exported
  return { title: String(title ?? ''), description: String(description ?? ''), tasks, triggers, problems }
}

/** A plugin of a kit without triggers has none. */
function isPlugin(value: unknown): value is Omit<Plugin, 'triggers'> & Partial<Pick<Plugin, 'triggers'>> {
  return (
    isRecord(value) &&
    value.kind === 'countersign-plugin' &&
    Array.isArray(value.tasks) &&
    (value.triggers === undefined || Array.isArray(value.triggers))
  )
}

/** The types promise more than a stranger's code keeps. */
function taskProblem(task: unknown): string | null {
  if (!isRecord(task)) return 'it is no task; make it with `defineTask` or `defineInlineTask`'
  if (task.kind !== 'effect' && task.kind !== 'inline') return 'only effect and inline tasks can be brought by plugins'
  return typeProblem(task, 'run')
}

function triggerProblem(trigger: unknown): string | null {
  if (!isRecord(trigger)) return 'it is no trigger; make it with `defineTrigger`'
  if (trigger.kind !== 'polling') return 'only polling triggers can be brought by plugins'
  return typeProblem(trigger, 'evaluate')
}

function typeProblem(type: Readonly<Record<string, unknown>>, method: 'run' | 'evaluate'): string | null {
  const names = [type.type, ...(Array.isArray(type.aliases) ? type.aliases : [])]
  if (!names.every((name) => typeof name === 'string' && TYPE_NAME.test(name))) {
    return 'a type and its aliases are names with dots, such as com.example.Greet'
  }
  if (typeof type[method] !== 'function') return `it has no \`${method}\``
  if (!isRecord(type.properties)) return 'it has no `properties`'
  const broken = Object.entries(type.properties).find(
    ([, property]) => !isRecord(property) || typeof property.render !== 'function' || !isRecord(property.schema),
  )
  return broken === undefined ? null : `its property \`${broken[0]}\` is none; make it with \`p\``
}

function nameOf(task: unknown): string {
  return isRecord(task) && typeof task.type === 'string' ? ` (${task.type})` : ''
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
