import type { TenantStore, TokenStore } from '@countersign/core'
import type { Readers } from '../dialects/readers.ts'
import { fromTokenRow } from '../rows/administration-row.ts'

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
