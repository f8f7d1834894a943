import type { Plugin, PluginDocumentation } from '@countersign/contract'
import { BUILTIN_TRIGGERS, type TaskCatalogue, type TaskType, type TriggerType } from '@countersign/core'
import { propertiesSchema } from './task-schema.ts'

/** The parts of a type's name that make its group, as in `io.kestra.plugin.core`. */
const GROUP_PARTS = 4

/** The task and trigger types of a server, by the group that their names begin with. */
export function presentPlugins(catalogue: TaskCatalogue, version: string): Plugin[] {
  const groups = new Map<string, { readonly tasks: TaskType[]; readonly triggers: TriggerType[] }>()
  const groupFor = (name: string) => {
    const group = groups.get(groupOf(name)) ?? { tasks: [], triggers: [] }
    groups.set(groupOf(name), group)
    return group
  }
  for (const type of catalogue.list()) groupFor(type.type).tasks.push(type)
  for (const type of (catalogue.triggers ?? BUILTIN_TRIGGERS).list()) groupFor(type.type).triggers.push(type)
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, { tasks, triggers }]) => {
      const name = group.slice(group.lastIndexOf('.') + 1)
      return {
        name,
        title: name,
        group,
        version,
        manifest: {},
        guides: [],
        aliases: [...tasks, ...triggers].flatMap(({ aliases }) => aliases),
        tasks: tasks.map(presentElement),
        triggers: triggers.map(presentElement),
        categories: [],
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
