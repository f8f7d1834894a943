import { defineTask, p } from '@countersign/plugin-sdk'
import { keyProperty, namespaceProperty } from '../properties.ts'
import { KV_TYPES, typedValue } from '../typed-value.ts'

/** Stores a value (engine.md 5.5; observed: kv-all, kv-types). Run again after a crash it finds its own value and is content. */
export const kvSet = defineTask({
  type: 'io.kestra.plugin.core.kv.Set',
  title: 'Store a value',
  description: 'Stores a value under a key of a namespace, for later tasks, other flows and `kv()`.',
  properties: {
    key: keyProperty,
    value: p
      .any()
      .static()
      .mandatory()
      .describe(
        'What to store. A single expression keeps the type of its value; texts inside maps and lists are texts.',
      ),
    namespace: namespaceProperty,
    overwrite: p.boolean().default(true).describe('False: fail when the key is there already.'),
    ttl: p.duration().describe('How long the value lives. Default: for ever.'),
    kvType: p
      .enum(KV_TYPES)
      .describe('How a text is to be read: as a number, as JSON ... Other values keep their type.'),
    kvDescription: p.string().describe('What the key is for.'),
  },
  async run(context, input) {
    const { key, namespace, overwrite, ttl, kvType, kvDescription } = input
    const value = await context.render(input.value)
    await context.kv.set({
      key,
      ...typedValue(key, value, kvType),
      overwrite,
      ...(namespace === undefined ? {} : { namespace }),
      ...(ttl === undefined ? {} : { ttlMs: ttl }),
      ...(kvDescription === undefined ? {} : { description: kvDescription }),
    })
    return {}
  },
})
