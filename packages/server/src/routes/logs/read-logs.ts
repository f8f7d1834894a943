import { type ExecutionStore, LOG_LEVELS, type LogLevel, type StoredLog } from '@countersign/core'

/** Which lines of a log are wanted (observed/api.md J90). */
export interface LogQuery {
  readonly minLevel?: LogLevel | undefined
  readonly taskRunId?: string | undefined
  readonly taskId?: string | undefined
  readonly attempt?: number | undefined
}

type LogStore = Pick<ExecutionStore, 'logs'>

const PAGE_SIZE = 1_000

/** The lines after a position, oldest first, page by page: a long log is never held whole. */
export async function* readLogs(
  executions: LogStore,
  executionId: string,
  query: LogQuery,
  after = -1,
): AsyncGenerator<readonly StoredLog[], void, void> {
  const filter = toFilter(query)
  let position = after
  for (;;) {
    const lines = await executions.logs(executionId, { ...filter, after: position, limit: PAGE_SIZE })
    if (lines.length > 0) yield lines
    const last = lines.at(-1)
    if (last === undefined || lines.length < PAGE_SIZE) return
    position = last.position
  }
}

/** A task wins over a task run, and an attempt counts only with a task run. */
function toFilter({ minLevel, taskRunId, taskId, attempt }: LogQuery) {
  return {
    ...(minLevel === undefined ? {} : { levels: LOG_LEVELS.slice(LOG_LEVELS.indexOf(minLevel)) }),
    ...(taskId === undefined ? {} : { taskId }),
    ...(taskRunId === undefined || taskId !== undefined ? {} : { taskRunId }),
    ...(attempt === undefined || taskRunId === undefined || taskId !== undefined ? {} : { attempt }),
  }
}
