import type { Plugin, PluginDocumentation } from '@countersign/contract'
import type { TaskCatalogue, TaskType } from '@countersign/core'
import type { PluginReport } from '../../plugins/plugin-report.ts'
import { propertiesSchema } from './task-schema.ts'

/** The parts of a type's name that make its group, as in `io.kestra.plugin.core`. */
const GROUP_PARTS = 4

/**
 * The task types of a server: its own by the group that their names begin with, then those of each plugin, whether it could be
 * loaded or not.
 */
export function presentPlugins(catalogue: TaskCatalogue, version: string, plugins: readonly PluginReport[]): Plugin[] {
  const brought = new Set(plugins.flatMap(({ types }) => types))
  const own = catalogue.list().filter(({ type }) => !brought.has(type))
  return [...presentGroups(own, version), ...plugins.map((plugin) => presentLoaded(catalogue, plugin))]
}

function presentLoaded(catalogue: TaskCatalogue, { name, title, description, version, types, problems }: PluginReport) {
  const found = types.flatMap((type) => catalogue.find(type) ?? [])
  return {
    name,
    title: title ?? name,
    ...(description === null ? {} : { description }),
    group: found[0] === undefined ? name : groupOf(found[0].type),
    ...(version === null ? {} : { version }),
    ...presentTypes(found),
    ...(problems.length === 0 ? {} : { problems: [...problems] }),
  }
}

function presentTypes(types: readonly TaskType[]) {
  return {
    manifest: {},
    guides: [],
    aliases: types.flatMap(({ aliases }) => aliases),
    tasks: types.map(({ type: cls, title, description }) => ({ cls, deprecated: false, title, description })),
    triggers: [],
    categories: [],
  }
}

function presentGroups(types: readonly TaskType[], version: string): Plugin[] {
  const groups = new Map<string, TaskType[]>()
  for (const type of types) {
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
        ...presentTypes(types),
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
