import type { Flow, FlowSearch, FlowStore, Page, PageQuery } from '@countersign/core'
import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromFlowRevisionRow } from '../rows/flow-row.ts'
import type { Database } from '../schema/database.ts'
import { offsetOf, orderOf, type SortFields } from './page-order.ts'
import { hasLabel, matchesText, mentions } from './text-filter.ts'

/** Kestra's names of the fields that flows are sorted by (api.md 1.5). */
const SORT_FIELDS: SortFields = {
  id: { by: sql.ref('flows.id') },
  namespace: { by: sql.ref('flows.namespace') },
}

export function createFlowStore(readers: Readers): FlowStore {
  const { quick } = readers
  const revisionsOf = (tenant: string, namespace: string, id: string) =>
    quick
      .selectFrom('flow_revisions')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('namespace', '=', namespace)
      .where('id', '=', id)
  return {
    find: async (tenant, namespace, id, { revision, allowDeleted = false } = {}) => {
      let query = revisionsOf(tenant, namespace, id)
      if (revision !== undefined) query = query.where('revision', '=', revision)
      const row = await query.orderBy('revision', 'desc').limit(1).executeTakeFirst()
      if (!row) return null
      const flow = fromFlowRevisionRow(row)
      return revision === undefined && flow.deleted && !allowDeleted ? null : flow
    },
    revisions: async (tenant, namespace, id) =>
      (await revisionsOf(tenant, namespace, id).orderBy('revision').execute()).map(fromFlowRevisionRow),
    search: (tenant, search, page) => searchFlows(readers, tenant, search, page),
    namespaces: async (tenant) => {
      const rows = await quick
        .selectFrom('flows')
        .select('namespace')
        .distinct()
        .where('tenant', '=', tenant)
        .where('deleted', '=', 0)
        .orderBy('namespace')
        .execute()
      return rows.map(({ namespace }) => namespace)
    },
    withTriggers: async () => {
      const rows = await newestRevisions(readers)
        .where('flows.deleted', '=', 0)
        // The codec writes members without blanks, so a flow without triggers has exactly this text.
        .where((eb) => eb(readers.features.position(sql.ref<string>('definition'), sql.val('"triggers":[]')), '=', 0))
        .execute()
      return rows.map(fromFlowRevisionRow).filter(({ triggers }) => triggers.length > 0)
    },
  }
}

/** The newest revision of each flow, deleted ones included. */
function newestRevisions({ large }: Pick<Readers, 'large'>) {
  return large
    .selectFrom('flows')
    .innerJoin('flow_revisions', (join) =>
      join
        .onRef('flow_revisions.tenant', '=', 'flows.tenant')
        .onRef('flow_revisions.namespace', '=', 'flows.namespace')
        .onRef('flow_revisions.id', '=', 'flows.id')
        .onRef('flow_revisions.revision', '=', 'flows.revision'),
    )
    .selectAll('flow_revisions')
}

async function searchFlows(
  { large, features }: Readers,
  tenant: string,
  search: FlowSearch,
  page: PageQuery,
): Promise<Page<Flow>> {
  const order = orderOf(page.sort, SORT_FIELDS, sql`flows.namespace, flows.id`)
  const filter = (eb: ExpressionBuilder<Database, 'flows'>) =>
    eb.and([eb('flows.tenant', '=', tenant), eb('flows.deleted', '=', 0), ...conditions(search, features)])

  const { total } = await large
    .selectFrom('flows')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(filter)
    .executeTakeFirstOrThrow()
  if (offsetOf(page) >= total) return { items: [], total }

  const rows = await newestRevisions({ large })
    .where(filter)
    .orderBy(order)
    .limit(page.size)
    .offset(offsetOf(page))
    .execute()
  return { items: rows.map(fromFlowRevisionRow), total }
}

function conditions(search: FlowSearch, features: Readers['features']): readonly RawBuilder<SqlBool>[] {
  const column = (name: string) => sql.ref<string>(`flows.${name}`)
  const found: RawBuilder<SqlBool>[] = []
  if (search.text !== undefined && search.text !== '')
    found.push(mentions([column('id'), column('namespace'), column('description')], search.text, features))
  for (const filter of search.namespace ?? []) found.push(matchesText(column('namespace'), filter, features))
  for (const filter of search.flowId ?? []) found.push(matchesText(column('id'), filter, features))
  for (const label of search.labels ?? []) found.push(hasLabel(column('labels'), label, features))
  return found
}
