import type { LogLevel, State, Value } from '@countersign/core'

/** Which executions a task means, all of its own tenant. Instants are inclusive. */
export interface TaskExecutionFilter {
  /** A namespace and those below it; with `flowId`, exactly this one. */
  readonly namespace?: string
  readonly flowId?: string
  readonly states?: readonly State[]
  readonly from?: number
  readonly to?: number
}

/** How many executions a flow has. */
export interface TaskExecutionCount {
  readonly namespace: string
  readonly flowId: string
  readonly count: number
}

/**
 * What tasks may ask of the engine, for their own tenant and in the name of their flow: the audit log names the flow as the
 * actor. A flow may touch its own namespace and every namespace that holds a flow, or has one below it.
 *
 * Rejects with an error that has a code.
 */
export interface TaskEngine {
  /** Counts by flow; flows without an execution that fits are not in it. */
  countExecutions(filter: TaskExecutionFilter): Promise<readonly TaskExecutionCount[]>
  /**
   * Answers the first open request of an execution (default: the task's own), with `inputs` as they are: nothing is checked
   * or typed (observed: pa-resume-task). Null: without a form. Refused with `EXECUTION_NOT_PAUSED` when nothing is open.
   */
  resumeExecution(resume: {
    readonly executionId?: string
    /** When given, the execution must be of this namespace, and of this flow. */
    readonly namespace?: string
    readonly flowId?: string
    readonly inputs: Readonly<Record<string, Value>> | null
  }): Promise<void>
  /** Deletes executions that have ended, with their logs, in small steps. Repeating it goes on where it was stopped. */
  purgeExecutions(filter: TaskExecutionFilter): Promise<{ readonly executions: number; readonly logs: number }>
  /** Deletes log lines in small steps; resolves with how many there were. Lines of executions that run are deleted too. */
  purgeLogs(filter: Omit<TaskExecutionFilter, 'states'> & { readonly levels?: readonly LogLevel[] }): Promise<number>
}
