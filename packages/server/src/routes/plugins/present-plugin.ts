import type { Plugin, PluginDocumentation } from '@countersign/contract'
import type { TaskCatalogue, TaskType } from '@countersign/core'
import { propertiesSchema } from './task-schema.ts'

/** The parts of a type's name that make its group, as in `io.kestra.plugin.core`. */
const GROUP_PARTS = 4

/** The task types of a server, by the group that their names begin with. */
export function presentPlugins(catalogue: TaskCatalogue, version: string): Plugin[] {
  const groups = new Map<string, TaskType[]>()
  for (const type of catalogue.list()) {
    const group = groupOf(type.type)
    groups.set(group, [...(groups.get(group) ?? []), type])
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, types]) => {
      const name = group.slice(group.lastIndexOf('.') + 1)
      return {
        name,
        title: name,
        group,
        version,
        manifest: {},
        guides: [],
        aliases: types.flatMap(({ aliases }) => aliases),
        tasks: types.map(({ type: cls, title, description }) => ({ cls, deprecated: false, title, description })),
        triggers: [],
        categories: [],
      }
    })
}

/** What is written about one type, with the JSON Schema of its properties. */
export function presentDocumentation(type: TaskType): PluginDocumentation {
  return {
    markdown: `# ${type.title}\n\n${type.description}\n\n\`\`\`yaml\ntype: ${type.type}\n\`\`\`\n`,
    schema: { properties: { ...propertiesSchema(type) }, outputs: {}, definitions: {} },
  }
}

function groupOf(type: string): string {
  return type.split('.').slice(0, GROUP_PARTS).join('.')
}
