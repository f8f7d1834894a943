import { type Clock, type Execution, LOG_LEVELS, type LogEntry, type LogLevel, type TaskRun } from '@countersign/core'

/** Lines beyond this are dropped, and the log says so: a task must not fill the database. */
const MAX_LINES = 10_000
const MAX_MESSAGE_LENGTH = 64 * 1024

/** Collects what an attempt logs, from its `logLevel` up. */
export class AttemptLog {
  readonly #lines: LogEntry[] = []
  readonly #line: Omit<LogEntry, 'at' | 'level' | 'message'>
  readonly #minimum: number
  readonly #clock: Clock
  #dropped = 0

  constructor(options: {
    readonly execution: Execution
    readonly run: TaskRun
    readonly attempt: number
    readonly minimum: LogLevel | undefined
    readonly clock: Clock
  }) {
    const { execution, run, attempt, minimum = 'TRACE', clock } = options
    this.#clock = clock
    this.#minimum = LOG_LEVELS.indexOf(minimum)
    this.#line = {
      tenant: run.tenant,
      executionId: run.executionId,
      namespace: execution.namespace,
      flowId: execution.flowId,
      taskId: run.taskId,
      taskRunId: run.id,
      attempt,
    }
  }

  write(level: LogLevel, message: string): void {
    if (LOG_LEVELS.indexOf(level) < this.#minimum) return
    if (this.#lines.length >= MAX_LINES && level !== 'ERROR') {
      this.#dropped += 1
      return
    }
    const cut = message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)} … (cut)` : message
    this.#lines.push({ ...this.#line, at: this.#clock.now(), level, message: cut })
  }

  /** All lines, each through `mask`: at the end, because a secret may become known after a line was written. */
  lines(mask: (text: string) => string): readonly LogEntry[] {
    const lines = this.#lines.map((line) => ({ ...line, message: mask(line.message) }))
    if (this.#dropped === 0) return lines
    const message = `${this.#dropped} more lines were dropped: an attempt may log ${MAX_LINES} lines`
    return [...lines, { ...this.#line, at: this.#clock.now(), level: 'WARN', message }]
  }
}
