import { type Clock, type Execution, LOG_LEVELS, type LogEntry, type LogLevel, type TaskRun } from '@countersign/core'

/** Lines beyond this are dropped, and the log says so: a task must not fill the database. */
const MAX_LINES = 10_000
const MAX_MESSAGE_LENGTH = 64 * 1024

/** Collects what an attempt logs, from its `logLevel` up. */
export class AttemptLog {
  #lines: LogEntry[] = []
  #written = 0
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
    if (this.#written >= MAX_LINES && level !== 'ERROR') {
      this.#dropped += 1
      return
    }
    const cut = message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)} … (cut)` : message
    this.#written += 1
    this.#lines.push({ ...this.#line, at: this.#clock.now(), level, message: cut })
  }

  /** The lines since it was last asked, each through `mask`: late, because a secret may become known after a line was written. */
  take(mask: (text: string) => string): readonly LogEntry[] {
    const lines = this.#lines.map((line) => ({ ...line, message: mask(line.message) }))
    this.#lines = []
    return lines
  }

  /** The last lines, with a word about those that were dropped. */
  end(mask: (text: string) => string): readonly LogEntry[] {
    const lines = this.take(mask)
    if (this.#dropped === 0) return lines
    const message = `${this.#dropped} more lines were dropped: an attempt may log ${MAX_LINES} lines`
    return [...lines, { ...this.#line, at: this.#clock.now(), level: 'WARN', message }]
  }
}
