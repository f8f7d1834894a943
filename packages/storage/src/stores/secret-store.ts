import type { SecretStore } from '@countersign/core'
import type { Readers } from '../dialects/readers.ts'
import { fromSecretRow } from '../rows/secret-row.ts'
import { toStoredText } from '../rows/stored-text.ts'

export function createSecretStore({ quick, large }: Readers): SecretStore {
  const inNamespaces = (tenant: string, namespaces: readonly string[]) =>
    quick
      .selectFrom('secrets')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('namespace', 'in', namespaces.length > 0 ? namespaces : [''])
  return {
    find: async (tenant, namespaces, key) => {
      const rows = await inNamespaces(tenant, namespaces).where('key', '=', toStoredText(key)).execute()
      const [nearest] = rows.sort((a, b) => namespaces.indexOf(a.namespace) - namespaces.indexOf(b.namespace))
      return nearest === undefined ? null : fromSecretRow(nearest)
    },
    list: async (tenant, namespaces) =>
      (await inNamespaces(tenant, namespaces).orderBy('key').orderBy('namespace').execute()).map(fromSecretRow),
    sealedByOthers: async (tenant, keyId, limit) => {
      const rows = await large
        .selectFrom('secrets')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('key_id', '<>', keyId)
        .orderBy('namespace')
        .orderBy('key')
        .limit(limit)
        .execute()
      return rows.map(fromSecretRow)
    },
  }
}
