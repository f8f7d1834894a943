import type { Advance, Attempt, LogEntry, TaskRun } from '@countersign/core'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { HotExecution } from './hot-execution.ts'

/** The turn with secrets taken out of what people read: log lines and the messages of failures. Outputs keep them, as in Kestra. */
export function maskAdvance(advance: Advance, masker: SecretMasker, hot: HotExecution): Advance {
  const { tenant, id } = hot.execution
  if (masker.isEmpty(tenant)) return advance
  const mask = (text: string) => masker.mask(tenant, id, text)
  const { changes } = advance
  return {
    ...advance,
    changes: {
      ...changes,
      logs: changes.logs.map((line) => maskLine(line, mask)),
      taskRunsInserted: changes.taskRunsInserted.map((run) => maskFailures(run, mask)),
      taskRunsUpdated: changes.taskRunsUpdated.map((run) => maskFailures(run, mask)),
    },
  }
}

function maskLine(line: LogEntry, mask: (text: string) => string): LogEntry {
  const message = mask(line.message)
  return message === line.message ? line : { ...line, message }
}

function maskFailures(run: TaskRun, mask: (text: string) => string): TaskRun {
  if (run.attempts.every((attempt) => attempt.failure === null)) return run
  const attempts = run.attempts.map(
    (attempt): Attempt =>
      attempt.failure === null
        ? attempt
        : { ...attempt, failure: { ...attempt.failure, message: mask(attempt.failure.message) } },
  )
  return { ...run, attempts }
}
