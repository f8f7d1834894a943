import { type EffectTask, type InlineTask, PLUGIN_GENERATION, type Plugin } from '@countersign/plugin-sdk'

type Task = EffectTask | InlineTask

/** What can be used of a loaded plugin, and what cannot. */
interface CheckedPlugin {
  readonly title: string
  readonly description: string
  readonly tasks: readonly Task[]
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
  const tasks: Task[] = []
  const problems: string[] = []
  for (const [index, task] of exported.tasks.entries()) {
    const problem = problemOf(task)
    if (problem === null) tasks.push(task)
    else problems.push(`Task ${index + 1}${nameOf(task)} is left out: ${problem}.`)
  }
  if (exported.tasks.length === 0) problems.push('It brings no task types.')
  const { title, description } = exported
  return { title: String(title ?? ''), description: String(description ?? ''), tasks, problems }
}

function isPlugin(value: unknown): value is Plugin {
  return isRecord(value) && value.kind === 'countersign-plugin' && Array.isArray(value.tasks)
}

/** The types promise more than a stranger's code keeps. */
function problemOf(task: unknown): string | null {
  if (!isRecord(task)) return 'it is no task; make it with `defineTask` or `defineInlineTask`'
  if (task.kind !== 'effect' && task.kind !== 'inline') return 'only effect and inline tasks can be brought by plugins'
  const names = [task.type, ...(Array.isArray(task.aliases) ? task.aliases : [])]
  if (!names.every((name) => typeof name === 'string' && TYPE_NAME.test(name))) {
    return 'a type and its aliases are names with dots, such as com.example.Greet'
  }
  if (typeof task.run !== 'function') return 'it has no `run`'
  if (!isRecord(task.properties)) return 'it has no `properties`'
  const broken = Object.entries(task.properties).find(
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
