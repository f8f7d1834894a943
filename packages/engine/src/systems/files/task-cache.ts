import { createHash } from 'node:crypto'
import { type Execution, type FileStorage, type TaskRun, taskCacheUri } from '@countersign/core'
import type { TaskCache } from '@countersign/plugin-sdk'
import { toContent } from './task-files.ts'

/**
 * What a task keeps from one execution to the next: one file for the task, or for each value of the loop that it is in. A write
 * replaces it whole, so that of several writers one wins and nobody reads a mixture.
 */
export function createTaskCache(files: FileStorage, execution: Execution, { taskId, value }: TaskRun): TaskCache {
  const { tenant } = execution
  const variant = value === null ? null : createHash('sha256').update(value).digest('hex').slice(0, 32)
  const uri = taskCacheUri(execution, taskId, variant)
  return {
    async read() {
      const stat = await files.stat(tenant, uri)
      if (stat === null) return undefined
      return { storedAt: stat.modifiedAt, content: await files.open(tenant, uri) }
    },
    async write(content) {
      await files.put(tenant, uri, toContent(content))
    },
  }
}
