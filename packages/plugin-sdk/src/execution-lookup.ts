/** What a message about an execution tells. Instants and durations are milliseconds. */
export interface ExecutionSummary {
  readonly id: string
  readonly namespace: string
  readonly flowId: string
  readonly flowRevision: number
  /** In Kestra's words: `RUNNING`, `PAUSED`, `SUCCESS`, `WARNING`, `FAILED`, `KILLED`, `CANCELLED` ... */
  readonly state: string
  readonly startedAt: number
  /** Null while it goes on. */
  readonly endedAt: number | null
  /** From its start to its end, or to now. */
  readonly durationMs: number
  /** Without those of the system. */
  readonly labels: Readonly<Record<string, string>>
  /** The page of the execution in the user interface. */
  readonly url: string
  /** The task that it ended with: the last that failed when it FAILED, else the last that ran. Null when none has run yet. */
  readonly lastTaskId: string | null
  /** The first task that failed; null when none has. */
  readonly failedTaskId: string | null
}

/**
 * Finds executions of the tenant that a task runs in, for tasks that tell people about them.
 *
 * @example
 * ```ts
 * const summary = await context.executions.find(input.executionId)
 * if (summary === undefined) throw TaskFailure.fatal('There is no such execution.')
 * ```
 */
export interface ExecutionLookup {
  /** The execution as it is now; undefined when the tenant has none of that id. */
  find(id: string): Promise<ExecutionSummary | undefined>
}
