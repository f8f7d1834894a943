import type { Plugin, PluginDocumentation } from '@countersign/contract'
import { BUILTIN_TRIGGERS, type TaskCatalogue, type TaskType, type TriggerType } from '@countersign/core'
import type { PluginReport } from '../../plugins/plugin-report.ts'
import { propertiesSchema } from './task-schema.ts'

/** The parts of a type's name that make its group, as in `io.kestra.plugin.core`. */
const GROUP_PARTS = 4

/**
 * The task and trigger types of a server: its own by the group that their names begin with, then those of each plugin, whether
 * it could be loaded or not.
 */
export function presentPlugins(catalogue: TaskCatalogue, version: string, plugins: readonly PluginReport[]): Plugin[] {
  const brought = new Set(plugins.flatMap(({ types, triggerTypes }) => [...types, ...triggerTypes]))
  const tasks = catalogue.list().filter(({ type }) => !brought.has(type))
  const triggers = (catalogue.triggers ?? BUILTIN_TRIGGERS).list().filter(({ type }) => !brought.has(type))
  return [...presentGroups(tasks, triggers, version), ...plugins.map((plugin) => presentLoaded(catalogue, plugin))]
}

function presentLoaded(catalogue: TaskCatalogue, plugin: PluginReport) {
  const { name, title, description, version, types, triggerTypes, problems } = plugin
  const tasks = types.flatMap((type) => catalogue.find(type) ?? [])
  const triggers = triggerTypes.flatMap((type) => catalogue.triggers?.find(type) ?? [])
  const [first] = [...tasks, ...triggers]
  return {
    name,
    title: title ?? name,
    ...(description === null ? {} : { description }),
    group: first === undefined ? name : groupOf(first.type),
    ...(version === null ? {} : { version }),
    ...presentTypes(tasks, triggers),
    ...(problems.length === 0 ? {} : { problems: [...problems] }),
  }
}

function presentTypes(tasks: readonly TaskType[], triggers: readonly TriggerType[]) {
  return {
    manifest: {},
    guides: [],
    aliases: [...tasks, ...triggers].flatMap(({ aliases }) => aliases),
    tasks: tasks.map(presentElement),
    triggers: triggers.map(presentElement),
    categories: [],
  }
}

function presentGroups(tasks: readonly TaskType[], triggers: readonly TriggerType[], version: string): Plugin[] {
  const groups = new Map<string, { readonly tasks: TaskType[]; readonly triggers: TriggerType[] }>()
  const groupFor = (name: string) => {
    const group = groups.get(groupOf(name)) ?? { tasks: [], triggers: [] }
    groups.set(groupOf(name), group)
    return group
  }
  for (const type of tasks) groupFor(type.type).tasks.push(type)
  for (const type of triggers) groupFor(type.type).triggers.push(type)
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, { tasks, triggers }]) => {
      const name = group.slice(group.lastIndexOf('.') + 1)
      return {
        name,
        title: name,
        group,
        version,
        ...presentTypes(tasks, triggers),
      }
    })
}

/** What is written about one type, with the JSON Schema of its properties. */
export function presentDocumentation(type: TaskType | TriggerType): PluginDocumentation {
  return {
    markdown: `# ${type.title}\n\n${type.description}\n\n\`\`\`yaml\ntype: ${type.type}\n\`\`\`\n`,
    schema: { properties: { ...propertiesSchema(type) }, outputs: {}, definitions: {} },
  }
}

function presentElement({ type: cls, title, description }: TaskType | TriggerType) {
  return { cls, deprecated: false, title, description }
}

function groupOf(type: string): string {
  return type.split('.').slice(0, GROUP_PARTS).join('.')
}
