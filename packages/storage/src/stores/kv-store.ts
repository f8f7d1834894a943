import type { KvEntry, KvSearch, KvStore, Page, PageQuery } from '@countersign/core'
import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromKvRow } from '../rows/administration-row.ts'
import { toStoredText } from '../rows/stored-text.ts'
import type { Database } from '../schema/database.ts'
import { offsetOf, orderOf, type SortFields } from './page-order.ts'
import { matchesText, mentions } from './text-filter.ts'

const SORT_FIELDS: SortFields = {
  key: { by: sql.ref('kv.key') },
  namespace: { by: sql.ref('kv.namespace') },
  updateDate: { by: sql.ref('kv.updated_at') },
  creationDate: { by: sql.ref('kv.created_at') },
  expirationDate: { by: sql.ref('kv.expires_at'), nullable: true },
}

export function createKvStore(readers: Readers): KvStore {
  const { quick } = readers
  const entriesOf = (tenant: string, namespace: string) =>
    quick.selectFrom('kv').selectAll().where('tenant', '=', tenant).where('namespace', '=', namespace)
  return {
    find: async (tenant, namespace, key) => {
      const row = await entriesOf(tenant, namespace).where('key', '=', toStoredText(key)).executeTakeFirst()
      return row ? fromKvRow(row) : null
    },
    list: async (tenant, namespace) => (await entriesOf(tenant, namespace).orderBy('key').execute()).map(fromKvRow),
    search: (tenant, search, page) => searchKv(readers, tenant, search, page),
  }
}

async function searchKv(
  { large, features }: Readers,
  tenant: string,
  { text, namespace, liveAt }: KvSearch,
  page: PageQuery,
): Promise<Page<KvEntry>> {
  const columns = [sql.ref<string>('kv.key'), sql.ref<string>('kv.namespace')]
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`(kv.expires_at is null or kv.expires_at > ${liveAt})`]
  if (text !== undefined && text !== '') conditions.push(mentions(columns, text, features))
  if (namespace !== undefined) conditions.push(matchesText(sql.ref('kv.namespace'), namespace, features))
  const filter = (eb: ExpressionBuilder<Database, 'kv'>) => eb.and([eb('kv.tenant', '=', tenant), ...conditions])
  const { total } = await large
    .selectFrom('kv')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(filter)
    .executeTakeFirstOrThrow()
  if (offsetOf(page) >= total) return { items: [], total }
  const rows = await large
    .selectFrom('kv')
    .selectAll()
    .where(filter)
    .orderBy(orderOf(page.sort, SORT_FIELDS, sql`kv.namespace, kv.key`))
    .limit(page.size)
    .offset(offsetOf(page))
    .execute()
  return { items: rows.map(fromKvRow), total }
}
