import { defineTask, p } from '@countersign/plugin-sdk'
import { namespaceProperty } from '../properties.ts'

/** Lists keys (engine.md 5.5; observed: kv-all). */
export const kvGetKeys = defineTask({
  type: 'io.kestra.plugin.core.kv.GetKeys',
  title: 'List keys',
  description: 'Lists the keys of a namespace that have not expired, in order.',
  properties: {
    prefix: p.string().describe('Only keys that begin so.'),
    namespace: namespaceProperty,
  },
  async run(context, { prefix = '', namespace }) {
    const keys = await context.kv.keys(namespace)
    return { outputs: { keys: keys.filter((key) => key.startsWith(prefix)) } }
  },
})
