import { AppError, type Execution, type ExecutionStore } from '@countersign/core'
import type { ExecutionLogs } from '@countersign/plugin-sdk'
import type { FileAccess } from './file-access.ts'

/** Lines that are fetched at once. */
const PAGE_LINES = 1_000

interface ExecutionLogsOptions {
  readonly executions: Pick<ExecutionStore, 'find' | 'logs'>
  readonly access: FileAccess
}

/** The log lines that tasks of an execution may read: its own, and those of executions whose files it may read. */
export function createExecutionLogs({ executions, access }: ExecutionLogsOptions, execution: Execution): ExecutionLogs {
  async function assertReadable(id: string): Promise<void> {
    if (id === execution.id) return
    const other = await executions.find(execution.tenant, id)
    if (other === null) throw new AppError('EXECUTION_NOT_FOUND', `There is no execution ${id}`)
    if (await access.mayRead(execution, other)) return
    const text = `Execution ${id} is of namespace \`${other.namespace}\` and has nothing to do with this one; its log cannot be read here`
    throw new AppError('FILE_FORBIDDEN', text)
  }

  return {
    async *read({ executionId, levels, taskIds }) {
      await assertReadable(executionId)
      let after: number | undefined
      for (;;) {
        const lines = await executions.logs(executionId, {
          ...(levels === undefined ? {} : { levels }),
          ...(after === undefined ? {} : { after }),
          limit: PAGE_LINES,
        })
        for (const line of lines) {
          if (taskIds === undefined || (line.taskId !== null && taskIds.includes(line.taskId))) yield line
        }
        after = lines.at(-1)?.position
        if (lines.length < PAGE_LINES) return
      }
    },
  }
}
