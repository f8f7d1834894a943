import type { LogEntry as WireLogEntry } from '@countersign/contract'
import type { LogEntry } from '@countersign/core'
import { toInstant } from '../shared/instant.ts'

/** The thread that a line comes from: this server runs its tasks on one. */
const THREAD = 'main'

/** One line of a log (api.md 2.4). */
export function presentLog(entry: LogEntry): WireLogEntry {
  return {
    namespace: entry.namespace,
    flowId: entry.flowId,
    ...(entry.taskId === null ? {} : { taskId: entry.taskId }),
    executionId: entry.executionId,
    ...(entry.taskRunId === null ? {} : { taskRunId: entry.taskRunId }),
    attemptNumber: entry.attempt,
    timestamp: toInstant(entry.at),
    level: entry.level,
    thread: THREAD,
    message: entry.message,
  }
}

/** The same as a line of a text file. */
export function presentLogLine(entry: LogEntry): string {
  return `${toInstant(entry.at)} ${entry.level} ${entry.message}\n`
}
