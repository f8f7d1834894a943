import type { ExecutionStore, LogSearch, StoredLog } from '@countersign/core'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromLogRow } from '../rows/task-run-row.ts'
import { matchesText } from './text-filter.ts'

/**
 * Positions of log lines, in order. The log has no index for this: the lines after `after` are walked in the order in which
 * they were written, so that going on from the last position walks each line once.
 */
export async function findLogPositions(
  { large, features }: Readers,
  tenant: string,
  { namespace, flowId, executionIds, levels, from, to, after, limit }: LogSearch,
): Promise<readonly number[]> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`tenant = ${tenant}`]
  if (executionIds !== undefined) {
    conditions.push(matchesText(sql.ref('execution_id'), { operator: 'IN', values: executionIds }, features))
  }
  if (namespace !== undefined) conditions.push(matchesText(sql.ref('namespace'), namespace, features))
  if (flowId !== undefined) conditions.push(sql<SqlBool>`flow_id = ${flowId}`)
  if (levels !== undefined) {
    conditions.push(matchesText(sql.ref('level'), { operator: 'IN', values: levels }, features))
  }
  if (from !== undefined) conditions.push(sql<SqlBool>`at >= ${from}`)
  if (to !== undefined) conditions.push(sql<SqlBool>`at <= ${to}`)
  const rows = await large
    .selectFrom('logs')
    .select('position')
    .where('position', '>', after ?? 0)
    .where((eb) => eb.and(conditions))
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(({ position }) => position)
}

/** Lines of an execution, in order. */
export async function readLogs(
  { large }: Readers,
  executionId: string,
  { levels, taskRunId, taskId, attempt, after, limit }: NonNullable<Parameters<ExecutionStore['logs']>[1]> = {},
): Promise<readonly StoredLog[]> {
  let query = large.selectFrom('logs').selectAll().where('execution_id', '=', executionId)
  if (levels !== undefined) query = query.where('level', 'in', levels.length > 0 ? levels : [''])
  if (taskRunId !== undefined) query = query.where('task_run_id', '=', taskRunId)
  if (taskId !== undefined) query = query.where('task_id', '=', taskId)
  if (attempt !== undefined) query = query.where('attempt', '=', attempt)
  if (after !== undefined) query = query.where('position', '>', after)
  if (limit !== undefined) query = query.limit(limit)
  return (await query.orderBy('position').execute()).map(fromLogRow)
}
