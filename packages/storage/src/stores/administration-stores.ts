import type { KvStore, TenantStore, TokenStore } from '@countersign/core'
import type { Readers } from '../dialects/readers.ts'
import { fromKvRow, fromTokenRow } from '../rows/administration-row.ts'
import { toStoredText } from '../rows/stored-text.ts'

export function createKvStore({ quick }: Readers): KvStore {
  const entriesOf = (tenant: string, namespace: string) =>
    quick.selectFrom('kv').selectAll().where('tenant', '=', tenant).where('namespace', '=', namespace)
  return {
    find: async (tenant, namespace, key) => {
      const row = await entriesOf(tenant, namespace).where('key', '=', toStoredText(key)).executeTakeFirst()
      return row ? fromKvRow(row) : null
    },
    list: async (tenant, namespace) => (await entriesOf(tenant, namespace).orderBy('key').execute()).map(fromKvRow),
  }
}

export function createTokenStore({ quick }: Readers): TokenStore {
  return {
    findByHash: async (hash) => {
      const row = await quick.selectFrom('tokens').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row ? fromTokenRow(row) : null
    },
    list: async (tenant) => {
      const rows = await quick
        .selectFrom('tokens')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(fromTokenRow)
    },
  }
}

export function createTenantStore({ quick }: Readers): TenantStore {
  return {
    list: async () => {
      const rows = await quick.selectFrom('tenants').select('id').orderBy('id').execute()
      return rows.map(({ id }) => id)
    },
  }
}
