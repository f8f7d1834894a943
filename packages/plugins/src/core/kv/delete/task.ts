import { defineTask, p } from '@countersign/plugin-sdk'
import { missingKey } from '../get/task.ts'
import { keyProperty, namespaceProperty } from '../properties.ts'

/** Removes a key (engine.md 5.5). Run again after a crash it may find that the key is gone already. */
export const kvDelete = defineTask({
  type: 'io.kestra.plugin.core.kv.Delete',
  title: 'Delete a key',
  description: 'Removes a key with its value from a namespace.',
  properties: {
    key: keyProperty,
    namespace: namespaceProperty,
    errorOnMissing: p.boolean().default(false).describe('True: fail when there is no such key.'),
  },
  async run(context, { key, namespace, errorOnMissing }) {
    const deleted = await context.kv.delete(key, namespace)
    if (!deleted && errorOnMissing) throw missingKey(key, namespace ?? context.facts.namespace)
    return { outputs: { deleted } }
  },
})
