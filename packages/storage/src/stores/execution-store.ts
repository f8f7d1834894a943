import type { Execution, ExecutionStore, TaskRun } from '@countersign/core'
import { sql } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromExecutionRow } from '../rows/execution-row.ts'
import { fromLoopValuesRow, fromTaskOutputsRow, fromTaskRunRow, toPathKey } from '../rows/task-run-row.ts'
import { countExecutionsByFlow, searchExecutions } from './execution-search.ts'
import { findLogPositions, readLogs } from './log-search.ts'
import { prepareQuery } from './prepared-query.ts'
import { createSlotReads } from './slot-reads.ts'

/** Conditions that partial indexes are made for: literals, as a parameter would keep the index from being used. */
const LIVE = sql<boolean>`terminated = 0`

/** Up to so many rows by key are read without the way to the thread for large reads, which costs more than they do. */
const FEW_ROWS = 50

export function createExecutionStore(readers: Readers): ExecutionStore {
  const { quick, large } = readers
  const { findHeader, liveTaskRuns } = prepareReads(readers)
  return {
    find: async (tenant, id) => {
      const execution = await findHeader(id)
      return execution?.tenant === tenant ? execution : null
    },
    // The header first: when a commit comes between the two reads, the header is the older one and the next commit's
    // version guard finds out.
    load: async (id) => {
      const execution = await findHeader(id)
      return execution ? { execution, liveTaskRuns: await liveTaskRuns(id) } : null
    },
    taskRuns: async (executionId, { after, limit } = {}) => {
      const reader = limit !== undefined && limit <= FEW_ROWS ? quick : large
      let query = reader.selectFrom('task_runs').selectAll().where('execution_id', '=', executionId)
      if (after !== undefined) query = query.where('sequence', '>', after)
      if (limit !== undefined) query = query.limit(limit)
      return (await query.orderBy('sequence').execute()).map(fromTaskRunRow)
    },
    outputs: async (executionId, taskId) => {
      let query = quick
        .selectFrom('task_outputs')
        .innerJoin('task_runs', 'task_runs.id', 'task_outputs.task_run_id')
        .selectAll('task_outputs')
        .where('task_outputs.execution_id', '=', executionId)
      if (taskId !== undefined) query = query.where('task_outputs.task_id', '=', taskId)
      return (await query.orderBy('task_runs.sequence').execute()).map(fromTaskOutputsRow)
    },
    outputsAt: async (executionId, taskId, path) => {
      const row = await quick
        .selectFrom('task_outputs')
        .selectAll()
        .where('execution_id', '=', executionId)
        .where('task_id', '=', taskId)
        .where('path_key', '=', toPathKey(path))
        .executeTakeFirst()
      return row === undefined ? null : fromTaskOutputsRow(row)
    },
    loopValues: async (executionId, chunk) => {
      let query = (chunk === undefined ? large : quick)
        .selectFrom('loop_values')
        .selectAll()
        .where('execution_id', '=', executionId)
      if (chunk !== undefined) {
        query = query.where('task_run_id', '=', chunk.taskRunId).where('chunk', '=', chunk.chunk)
      }
      return (await query.orderBy('task_run_id').orderBy('chunk').execute()).map(fromLoopValuesRow)
    },
    ...createSlotReads(readers),
    search: (tenant, search, page) => searchExecutions(readers, tenant, search, page),
    countByFlow: (tenant, search) => countExecutionsByFlow(readers, tenant, search),
    liveChildren: async (executionId) => {
      const rows = await quick
        .selectFrom('executions')
        .select('id')
        .where('caller_execution_id', '=', executionId)
        .where('terminated', '=', 0)
        .orderBy('id')
        .execute()
      return rows.map(({ id }) => id)
    },
    logPositions: (tenant, search) => findLogPositions(readers, tenant, search),
    logs: (executionId, options) => readLogs(readers, executionId, options),
  }
}

/** What the engine reads at the start of every turn. */
function prepareReads({ quick }: Readers) {
  const taskRuns = quick.selectFrom('task_runs').selectAll()
  const header = prepareQuery(
    quick,
    quick
      .selectFrom('executions')
      .leftJoin('execution_inputs', 'execution_inputs.execution_id', 'executions.id')
      .selectAll('executions')
      .select('execution_inputs.inputs as long_inputs')
      .where('executions.id', '=', 'id'),
  )
  const live = prepareQuery(quick, taskRuns.where('execution_id', '=', 'id').where(LIVE).orderBy('sequence'))
  return {
    findHeader: async (id: string): Promise<Execution | null> => {
      const [row] = await header(id)
      return row ? fromExecutionRow(row) : null
    },
    /** Task runs that are not terminated with all their ancestors, which are live themselves unless a state was forced. */
    liveTaskRuns: async (executionId: string): Promise<readonly TaskRun[]> => {
      const runs = new Map((await live(executionId)).map((row) => [row.id, fromTaskRunRow(row)]))
      for (let missing = missingParents(runs); missing.length > 0; missing = missingParents(runs)) {
        const ancestors = await taskRuns.where('id', 'in', missing).execute()
        for (const row of ancestors) runs.set(row.id, fromTaskRunRow(row))
        if (ancestors.length < missing.length) break
      }
      return [...runs.values()].sort((one, other) => one.sequence - other.sequence)
    },
  }
}

function missingParents(runs: ReadonlyMap<string, TaskRun>): readonly string[] {
  const missing = new Set<string>()
  for (const { parentId } of runs.values()) if (parentId !== null && !runs.has(parentId)) missing.add(parentId)
  return [...missing]
}
