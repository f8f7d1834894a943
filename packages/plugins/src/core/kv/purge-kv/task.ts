import { createGlob, defineTask, p, TaskFailure } from '@countersign/plugin-sdk'

/** Removes keys that nobody needs any more: by default those that have expired. */
export const purgeKv = defineTask({
  type: 'io.kestra.plugin.core.kv.PurgeKV',
  title: 'Delete keys that have expired',
  description: 'Removes expired keys, or all keys that match, from the namespaces that the flow may use.',
  properties: {
    namespaces: p.list(p.string().mandatory()).describe('Default: all that the flow may use.'),
    namespacePattern: p.string().describe('Namespaces with `*` for any letters; in place of `namespaces`.'),
    includeChildNamespaces: p.boolean().default(true).describe('The namespaces below `namespaces` as well.'),
    keyPattern: p.string().describe('Keys with `*` for any letters, such as `AI_*`. Default: all.'),
    behavior: p.object({
      type: p
        .enum(['key', 'version'])
        .default('key')
        .describe('`version` finds nothing: only the newest value is kept.'),
      expiredOnly: p.boolean().default(true).describe('False: keys that have not expired as well.'),
    }),
    expiredOnly: p.boolean().describe('Earlier name of `behavior.expiredOnly`; it wins.'),
  },
  async run(context, input) {
    const { namespaces, namespacePattern, includeChildNamespaces, keyPattern, behavior } = input
    if (namespaces !== undefined && namespacePattern !== undefined) {
      throw TaskFailure.fatal('Give `namespaces` or `namespacePattern`, not both.', { code: 'PROPERTY_INVALID' })
    }
    if (behavior?.type === 'version') {
      context.log('INFO', 'Only the newest value of a key is kept: there are no versions to delete')
      return { outputs: { size: 0 } }
    }
    const size = await context.kv.purge({
      inNamespace: namespaceFilter(namespaces, namespacePattern, includeChildNamespaces),
      isMeant: keyPattern === undefined ? () => true : createGlob([keyPattern]),
      onlyExpired: input.expiredOnly ?? behavior?.expiredOnly ?? true,
    })
    return { outputs: { size } }
  },
})

function namespaceFilter(
  namespaces: readonly string[] | undefined,
  pattern: string | undefined,
  withChildren: boolean,
): (namespace: string) => boolean {
  if (pattern !== undefined) return createGlob([pattern])
  if (namespaces === undefined) return () => true
  return (namespace) => namespaces.some((one) => namespace === one || (withChildren && namespace.startsWith(`${one}.`)))
}
