import { defineTask, p, TaskFailure } from '@countersign/plugin-sdk'
import { keyProperty, namespaceProperty } from '../properties.ts'

/** Reads a value (engine.md 5.5; observed: kv-missing). */
export const kvGet = defineTask({
  type: 'io.kestra.plugin.core.kv.Get',
  title: 'Read a value',
  description: 'Reads the value of a key. In the namespace of the flow its parents are looked through as well.',
  properties: {
    key: keyProperty,
    namespace: namespaceProperty,
    errorOnMissing: p.boolean().default(false).describe('True: fail when there is no such key.'),
  },
  async run(context, { key, namespace, errorOnMissing }) {
    const entry = await context.kv.get(key, namespace)
    if (entry !== null) return entry.value === null ? {} : { outputs: { value: entry.value } }
    if (errorOnMissing) throw missingKey(key, namespace ?? context.facts.namespace)
    return {}
  },
})

/** The failure of a task that insists on a key. */
export function missingKey(key: string, namespace: string): TaskFailure {
  const text = `There is no key \`${key}\` in \`${namespace}\`, and \`errorOnMissing\` is true.`
  return TaskFailure.fatal(text, { code: 'KV_NOT_FOUND' })
}
