import type { LogEntry, TaskRun } from '@countersign/contract'

/**
 * What a task run wrote in its last attempt: earlier ones, which a retry or a restart has repeated, say the same again. Without
 * a task run, or when it wrote nothing, every line that is given.
 */
export function causeLines(lines: readonly LogEntry[], run: TaskRun | null): readonly LogEntry[] {
  const own = run === null ? [] : lines.filter((line) => line.taskRunId === run.id)
  if (own.length === 0) return lines
  const last = Math.max(...own.map(attemptOf))
  return own.filter((line) => attemptOf(line) === last)
}

function attemptOf({ attemptNumber }: LogEntry): number {
  return attemptNumber ?? 0
}
