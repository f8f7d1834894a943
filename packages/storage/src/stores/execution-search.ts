import type { Execution, ExecutionKind, ExecutionSearch, FlowCount, Page, PageQuery } from '@countersign/core'
import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromExecutionRow, toKindColumn } from '../rows/execution-row.ts'
import type { Database } from '../schema/database.ts'
import { offsetOf, orderOf, type SortFields } from './page-order.ts'
import { hasLabel, matchesText, mentions } from './text-filter.ts'

/** Kestra's names of the fields that executions are sorted by (api.md 1.5). */
const SORT_FIELDS: SortFields = {
  id: { by: sql.ref('executions.id') },
  namespace: { by: sql.ref('executions.namespace') },
  flowId: { by: sql.ref('executions.flow_id') },
  'state.current': { by: sql.ref('executions.state') },
  'state.startDate': { by: sql.ref('executions.created_at') },
  'state.endDate': { by: sql.ref('executions.ended_at'), nullable: true },
  'state.duration': { by: sql`executions.ended_at - executions.created_at`, nullable: true },
}

const NEWEST_FIRST = [{ field: 'state.startDate', descending: true }]

/** A page of the executions of a tenant, newest first unless sorted otherwise, with the exact total. */
export async function searchExecutions(
  { large, features }: Readers,
  tenant: string,
  search: ExecutionSearch,
  page: PageQuery,
): Promise<Page<Execution>> {
  const sort = page.sort.length > 0 ? page.sort : NEWEST_FIRST
  const order = orderOf(sort, SORT_FIELDS, sql`executions.id ${sql.raw(sort.at(0)?.descending ? 'desc' : 'asc')}`)
  const filter = (eb: ExpressionBuilder<Database, 'executions'>) =>
    eb.and([eb('executions.tenant', '=', tenant), ...conditions(search, features)])

  const { total } = await large
    .selectFrom('executions')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(filter)
    .executeTakeFirstOrThrow()
  if (offsetOf(page) >= total) return { items: [], total }

  const rows = await large
    .selectFrom('executions')
    .leftJoin('execution_inputs', 'execution_inputs.execution_id', 'executions.id')
    .selectAll('executions')
    .select('execution_inputs.inputs as long_inputs')
    .where(filter)
    .orderBy(order)
    .limit(page.size)
    .offset(offsetOf(page))
    .execute()
  return { items: rows.map(fromExecutionRow), total }
}

/** How many executions each flow has, by namespace and id. */
export async function countExecutionsByFlow(
  { large, features }: Readers,
  tenant: string,
  search: ExecutionSearch,
): Promise<readonly FlowCount[]> {
  const rows = await large
    .selectFrom('executions')
    .select((eb) => ['executions.namespace', 'executions.flow_id', eb.fn.countAll<number>().as('count')])
    .where((eb) => eb.and([eb('executions.tenant', '=', tenant), ...conditions(search, features)]))
    .groupBy(['executions.namespace', 'executions.flow_id'])
    .orderBy('executions.namespace')
    .orderBy('executions.flow_id')
    .execute()
  return rows.map(({ namespace, flow_id, count }) => ({ namespace, flowId: flow_id, count: Number(count) }))
}

function conditions(search: ExecutionSearch, features: Readers['features']): readonly RawBuilder<SqlBool>[] {
  return [
    ...textConditions(search, features),
    ...rangeConditions(search),
    ...(search.parentExecutionId === undefined
      ? []
      : [sql<SqlBool>`executions.caller_execution_id = ${search.parentExecutionId}`]),
    ...(search.childFilter === 'MAIN' ? [sql<SqlBool>`executions.caller_execution_id is null`] : []),
    ...(search.kinds === undefined ? [] : [ofKinds(search.kinds)]),
    ...(search.childFilter === 'CHILD' ? [sql<SqlBool>`executions.caller_execution_id is not null`] : []),
  ]
}

function ofKinds(kinds: readonly ExecutionKind[]): RawBuilder<SqlBool> {
  const named = kinds.map(toKindColumn).filter((kind) => kind !== null)
  const normal = sql<SqlBool>`executions.kind is null`
  if (named.length === 0) return kinds.length === 0 ? sql<SqlBool>`1 = 0` : normal
  const others = sql<SqlBool>`executions.kind in (${sql.join(named)})`
  return named.length === kinds.length ? others : sql<SqlBool>`(${normal} or ${others})`
}

function textConditions(search: ExecutionSearch, features: Readers['features']): readonly RawBuilder<SqlBool>[] {
  const column = (name: string) => sql.ref<string>(`executions.${name}`)
  const found: RawBuilder<SqlBool>[] = []
  if (search.text !== undefined && search.text !== '')
    found.push(mentions([column('id'), column('namespace'), column('flow_id')], search.text, features))
  for (const filter of search.namespace ?? []) found.push(matchesText(column('namespace'), filter, features))
  for (const filter of search.flowId ?? []) found.push(matchesText(column('flow_id'), filter, features))
  if (search.states)
    found.push(
      matchesText(
        column('state'),
        { operator: search.states.negated ? 'NOT_IN' : 'IN', values: search.states.values },
        features,
      ),
    )
  for (const label of search.labels ?? []) found.push(hasLabel(column('labels'), label, features))
  return found
}

function rangeConditions(search: ExecutionSearch): readonly RawBuilder<SqlBool>[] {
  const found: RawBuilder<SqlBool>[] = []
  const { createdFrom, createdTo, endedFrom, endedTo } = search
  if (createdFrom !== undefined) found.push(sql<SqlBool>`executions.created_at >= ${createdFrom}`)
  if (createdTo !== undefined) found.push(sql<SqlBool>`executions.created_at <= ${createdTo}`)
  if (endedFrom !== undefined) found.push(sql<SqlBool>`executions.ended_at >= ${endedFrom}`)
  if (endedTo !== undefined) found.push(sql<SqlBool>`executions.ended_at <= ${endedTo}`)
  return found
}
