import type { ApprovalRequest, ApprovalSearch, ApprovalStore, CursorPage, CursorQuery } from '@countersign/core'
import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromAnswerRow, fromRequestRow } from '../rows/request-row.ts'
import { toStoredText } from '../rows/stored-text.ts'
import type { Database } from '../schema/database.ts'
import type { RequestRow } from '../schema/record-rows.ts'
import { prepareQuery } from './prepared-query.ts'
import { isWithin, mentions } from './text-filter.ts'
import { formatTimeCursor, parseTimeCursor, type TimeCursor } from './time-cursor.ts'

export function createApprovalStore(readers: Readers): ApprovalStore {
  const { quick, large } = readers
  const byId = prepareQuery(quick, quick.selectFrom('requests').selectAll().where('id', '=', 'id'))
  const open = prepareQuery(
    quick,
    quick
      .selectFrom('requests')
      .leftJoin('task_runs', 'task_runs.id', 'requests.task_run_id')
      .selectAll('requests')
      .where('requests.execution_id', '=', 'id')
      .where(sql<SqlBool>`requests.status in ('OPEN', 'INFO_WAIT')`)
      .orderBy('task_runs.sequence')
      .orderBy('requests.id'),
  )
  return {
    find: async (tenant, id) => {
      const [row] = await byId(id)
      return row?.tenant === tenant ? fromRequestRow(row) : null
    },
    openOf: async (executionId) => (await open(executionId)).map(fromRequestRow),
    ofExecution: async (tenant, executionId) => {
      const rows = await quick
        .selectFrom('requests')
        .selectAll()
        .where('execution_id', '=', executionId)
        .where('tenant', '=', tenant)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(fromRequestRow)
    },
    search: (tenant, search, query) => searchRequests(readers, tenant, search, query),
    count: async (tenant, search) => {
      const { total } = await large
        .selectFrom('requests')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where((eb) => eb.and([inTenant(eb, tenant, search.statuses), ...conditions(search, readers)]))
        .executeTakeFirstOrThrow()
      return total
    },
    answer: async (requestId, idempotencyKey) => {
      const row = await quick
        .selectFrom('answers')
        .selectAll()
        .where('request_id', '=', requestId)
        .where('idempotency_key', '=', toStoredText(idempotencyKey))
        .executeTakeFirst()
      return row ? fromAnswerRow(row) : null
    },
  }
}

/**
 * The inbox. Every status has its own stretch of the index, in order of time: a list of several statuses is merged from one
 * short read of each, instead of sorting everything that has one of them.
 */
async function searchRequests(
  readers: Readers,
  tenant: string,
  search: ApprovalSearch,
  { cursor, size }: CursorQuery,
): Promise<CursorPage<ApprovalRequest>> {
  const before = cursor === null ? null : parseTimeCursor(cursor)
  const stretches = search.statuses === undefined ? [undefined] : search.statuses
  const read = (status: string | undefined) => readNewest(readers, tenant, status, search, before, size + 1)
  const rows = (await Promise.all(stretches.map(read))).flat().sort(newestFirst)
  const items = rows.slice(0, size)
  const last = items.at(-1)
  return {
    items: items.map(fromRequestRow),
    nextCursor: last && rows.length > size ? formatTimeCursor({ at: last.created_at, id: last.id }) : null,
  }
}

function readNewest(
  readers: Readers,
  tenant: string,
  status: string | undefined,
  search: ApprovalSearch,
  before: TimeCursor | null,
  limit: number,
): Promise<RequestRow[]> {
  return readers.large
    .selectFrom('requests')
    .selectAll()
    .where((eb) =>
      eb.and([
        inTenant(eb, tenant, status === undefined ? undefined : [status]),
        ...(before ? [sql<SqlBool>`(requests.created_at, requests.id) < (${before.at}, ${before.id})`] : []),
        ...conditions(search, readers),
      ]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

function newestFirst(one: RequestRow, other: RequestRow): number {
  if (one.created_at !== other.created_at) return other.created_at - one.created_at
  return one.id < other.id ? 1 : -1
}

function inTenant(
  eb: ExpressionBuilder<Database, 'requests'>,
  tenant: string,
  statuses: readonly string[] | undefined,
) {
  const own = eb('requests.tenant', '=', tenant)
  if (statuses === undefined) return own
  if (statuses.length === 0) return eb.and([own, sql<SqlBool>`1 = 0`])
  return eb.and([own, eb('requests.status', 'in', statuses)])
}

/** Everything but tenant and status. */
function conditions(search: ApprovalSearch, { features }: Readers): readonly RawBuilder<SqlBool>[] {
  const column = (name: string) => sql.ref<string>(`requests.${name}`)
  const found: RawBuilder<SqlBool>[] = []
  if (search.namespacePrefix !== undefined) found.push(isWithin(column('namespace'), search.namespacePrefix))
  if (search.flowId !== undefined) found.push(sql<SqlBool>`${column('flow_id')} = ${search.flowId}`)
  if (search.executionId !== undefined) found.push(sql<SqlBool>`${column('execution_id')} = ${search.executionId}`)
  if (search.text !== undefined && search.text !== '') {
    const searched = ['title', 'namespace', 'flow_id', 'execution_id'].map(column)
    found.push(mentions(searched, search.text, features))
  }
  return found
}
