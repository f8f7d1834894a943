import type { Breakpoint, Execution, Label, QueueExit, RawInputs, State, TaskStateByPerson } from '@countersign/core'
import type { Caller } from './client.ts'

/** Why somebody does something, in their own words; kept in the audit log. */
export interface WithReason {
  readonly reason?: string
}

/** What a restart goes on with. Neither: the revision that the execution has. */
export interface RevisionChoice {
  readonly revision?: number
  /** The newest revision of the flow, whatever it is by then. */
  readonly latestRevision?: boolean
}

/** What a replay is made of. */
export interface ReplayOptions extends RevisionChoice {
  /** Goes on from this task run; what came before is copied. */
  readonly taskRunId?: string
  /** Other inputs than those of the original: resolved like those of a new execution. */
  readonly inputs?: RawInputs
  readonly breakpoints?: readonly Breakpoint[]
}

/** What stays of an execution that is deleted. */
export interface DeleteOptions {
  /** Also when it has not ended. */
  readonly force?: boolean
  readonly keepLogs?: boolean
  readonly keepMetrics?: boolean
  readonly keepFiles?: boolean
}

/**
 * What people do to executions beside answering their gates. Each writes an audit event with its change; each rejects with an
 * `AppError`, EXECUTION_NOT_FOUND among them.
 */
export interface ExecutionOperations {
  /**
   * Goes on from what failed: answers with the execution in state RESTARTED. On another revision that is a new execution.
   * @throws AppError EXECUTION_NOT_RESTARTABLE, NOTHING_TO_RESTART, FLOW_NOT_FOUND, FLOW_DISABLED
   */
  restart(caller: Caller, executionId: string, options?: RevisionChoice): Promise<Execution>
  /** Finds out whether `restart` would be refused, and changes nothing. @throws AppError as `restart` */
  checkRestart(caller: Caller, executionId: string, options?: RevisionChoice): Promise<void>
  /**
   * Repeats an execution as a new one: from its start (answered in state CREATED), or from a task run (RESTARTED).
   * @throws AppError NOTHING_TO_RESTART, FLOW_NOT_FOUND, FLOW_DISABLED, INPUT_INVALID, REQUEST_INVALID (breakpoints)
   */
  replay(caller: Caller, executionId: string, options?: ReplayOptions): Promise<Execution>
  /**
   * Says how a task run of an ended execution ended, and goes on from there: answers with the execution in state RESTARTED.
   * @throws AppError EXECUTION_STATE_FIXED, NOTHING_TO_RESTART, GATE_UNANSWERED
   */
  changeTaskState(
    caller: Caller,
    executionId: string,
    change: { readonly taskRunId: string; readonly state: TaskStateByPerson } & WithReason,
  ): Promise<Execution>
  /** Says how an ended execution ended; nothing runs. @throws AppError EXECUTION_STATE_FIXED */
  changeStatus(caller: Caller, executionId: string, change: { readonly state: State } & WithReason): Promise<Execution>
  /** Adds or replaces labels of an ended execution. @throws AppError EXECUTION_NOT_TERMINATED, LABEL_INVALID */
  setLabels(caller: Caller, executionId: string, labels: readonly Label[]): Promise<Execution>
  /**
   * Makes an execution go on, whatever it waits for: its scheduled start, a place in the queue, a person's pause, a breakpoint,
   * or the first open request, which is then answered without a form. Answers with the execution as it is then.
   * @throws AppError EXECUTION_ENDED, APPROVAL_ALREADY_DECIDED
   */
  forceRun(caller: Caller, executionId: string, why?: WithReason): Promise<Execution>
  /**
   * Takes an execution out of the queue of its flow: it runs whatever the limit says, or ends without having begun. Answers with
   * the execution as it is then.
   * @throws AppError EXECUTION_NOT_QUEUED
   */
  unqueue(caller: Caller, executionId: string, how?: { readonly state?: QueueExit } & WithReason): Promise<Execution>
  /** Lets workers finish and nothing new begin. @throws AppError EXECUTION_NOT_RUNNING */
  pause(caller: Caller, executionId: string): Promise<void>
  /** Ends a `pause`; false when the execution is not paused, or waits for an answer. */
  endPause(caller: Caller, executionId: string): Promise<boolean>
  /**
   * Goes on from a breakpoint. `breakpoints`, when given, replace those that the execution had.
   * @throws AppError EXECUTION_NOT_AT_BREAKPOINT, REQUEST_INVALID (a breakpoint that names no task)
   */
  leaveBreakpoint(
    caller: Caller,
    executionId: string,
    options?: { readonly breakpoints?: readonly Breakpoint[] },
  ): Promise<void>
  /** @throws AppError EXECUTION_FINISHED */
  kill(caller: Caller, executionId: string, options?: { readonly cascade?: boolean }): Promise<void>
  /** @throws AppError EXECUTION_NOT_FINISHED (unless `force`) */
  deleteExecution(caller: Caller, executionId: string, options?: DeleteOptions): Promise<void>
}
