import type { Page, PageQuery, TriggerRow, TriggerSearch, TriggerStore } from '@countersign/core'
import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromFlowWindowRow, fromTriggerEventRow, fromTriggerRecordRow } from '../rows/trigger-row.ts'
import type { Database } from '../schema/database.ts'
import { offsetOf, orderOf, type SortFields } from './page-order.ts'
import { matchesText, mentions } from './text-filter.ts'

/** Kestra's names of the fields that triggers are sorted by (api.md 1.5). */
const SORT_FIELDS: SortFields = {
  triggerId: { by: sql.ref('triggers.trigger_id') },
  flowId: { by: sql.ref('triggers.flow_id') },
  namespace: { by: sql.ref('triggers.namespace') },
  date: { by: sql.ref('triggers.date') },
  nextExecutionDate: { by: sql.ref('triggers.next_at'), nullable: true },
  executionId: { by: sql.ref('triggers.execution_id'), nullable: true },
  workerId: { by: sql.ref('triggers.evaluation_owner'), nullable: true },
}

export function createTriggerStore(readers: Readers): TriggerStore {
  const { quick } = readers
  const ofFlow = (tenant: string, namespace: string, flowId: string) =>
    quick
      .selectFrom('triggers')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('namespace', '=', namespace)
      .where('flow_id', '=', flowId)
  return {
    find: async ({ tenant, namespace, flowId, triggerId }) => {
      const row = await ofFlow(tenant, namespace, flowId).where('trigger_id', '=', triggerId).executeTakeFirst()
      return row ? fromTriggerRecordRow(row) : null
    },
    ofFlow: async (tenant, namespace, flowId) =>
      (await ofFlow(tenant, namespace, flowId).orderBy('trigger_id').execute()).map(fromTriggerRecordRow),
    search: (tenant, search, page) => searchTriggers(readers, tenant, search, page),
    due: async (now, limit) => {
      const rows = await quick
        .selectFrom('triggers')
        .selectAll()
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute()
      return rows.map(fromTriggerRecordRow)
    },
    nextDueAt: async () => {
      const row = await quick
        .selectFrom('triggers')
        .select((eb) => eb.fn.min<number | null>('due_at').as('next'))
        .where('due_at', 'is not', null)
        .executeTakeFirst()
      return row?.next ?? null
    },
    all: async () => (await readers.large.selectFrom('triggers').selectAll().execute()).map(fromTriggerRecordRow),
    windows: async (tenant, namespace, flowId) => {
      const rows = await quick
        .selectFrom('windows')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('namespace', '=', namespace)
        .where('flow_id', '=', flowId)
        .orderBy('trigger_id')
        .orderBy('condition_id')
        .execute()
      return rows.map(fromFlowWindowRow)
    },
    events: async (limit) => {
      const rows = await quick.selectFrom('trigger_events').selectAll().orderBy('id').limit(limit).execute()
      return rows.map(fromTriggerEventRow)
    },
  }
}

async function searchTriggers(
  { large, features }: Readers,
  tenant: string,
  search: TriggerSearch,
  page: PageQuery,
): Promise<Page<TriggerRow>> {
  const order = orderOf(page.sort, SORT_FIELDS, sql`triggers.namespace, triggers.flow_id, triggers.trigger_id`)
  const filter = (eb: ExpressionBuilder<Database, 'triggers'>) =>
    eb.and([eb('triggers.tenant', '=', tenant), ...conditions(search, features)])
  const { total } = await large
    .selectFrom('triggers')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(filter)
    .executeTakeFirstOrThrow()
  if (offsetOf(page) >= total) return { items: [], total }
  const rows = await large
    .selectFrom('triggers')
    .selectAll()
    .where(filter)
    .orderBy(order)
    .limit(page.size)
    .offset(offsetOf(page))
    .execute()
  return { items: rows.map(fromTriggerRecordRow), total }
}

function conditions(search: TriggerSearch, features: Readers['features']): readonly RawBuilder<SqlBool>[] {
  const column = (name: string) => sql.ref<string>(`triggers.${name}`)
  const found: RawBuilder<SqlBool>[] = []
  if (search.text !== undefined && search.text !== '')
    found.push(mentions([column('namespace'), column('flow_id'), column('trigger_id')], search.text, features))
  for (const filter of search.namespace ?? []) found.push(matchesText(column('namespace'), filter, features))
  for (const filter of search.flowId ?? []) found.push(matchesText(column('flow_id'), filter, features))
  for (const filter of search.triggerId ?? []) found.push(matchesText(column('trigger_id'), filter, features))
  for (const filter of search.owner ?? []) found.push(matchesText(column('evaluation_owner'), filter, features))
  return found
}
