import { AppError, BUILTIN_TRIGGERS } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import { invalidRequest } from '../../app/parse-with.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { anyTaskSchema, flowSchema, triggerSchema } from './flow-schema.ts'
import { presentDocumentation, presentPlugins } from './present-plugin.ts'

/** Documents change with the version of the server alone; they are for people who are logged in. */
const CACHED = { 'cache-control': 'private, max-age=3600' }

/** The types of tasks that flows can be made of. */
export function createPluginHandlers({
  catalogue,
  plugins,
  facts,
}: Pick<AppPorts, 'catalogue' | 'plugins' | 'facts'>): ResourceHandlers<'plugins'> {
  return {
    async 'plugins.list'() {
      return { status: 200, json: presentPlugins(catalogue, facts.version, plugins) }
    },
    async 'plugins.read'({ params: { cls } }) {
      const type = catalogue.find(cls) ?? (catalogue.triggers ?? BUILTIN_TRIGGERS).find(cls)
      if (type === undefined) throw new AppError('TYPE_NOT_FOUND', `There is no task or trigger type \`${cls}\`.`)
      return { status: 200, headers: CACHED, json: presentDocumentation(type) }
    },
    async 'plugins.schema'({ params: { type }, query: { arrayOf } }) {
      const schema = schemaOf(type.toLowerCase())
      return { status: 200, headers: CACHED, json: arrayOf ? { type: 'array', items: schema } : { ...schema } }
    },
  }

  function schemaOf(type: string) {
    if (type === 'flow') return flowSchema(catalogue)
    if (type === 'task') return anyTaskSchema(catalogue)
    if (type === 'trigger') return triggerSchema(catalogue)
    throw invalidRequest([{ field: 'type', code: 'unknown', message: 'must be flow, task or trigger' }])
  }
}
