import type { Execution, ExecutionKind } from '../execution/execution.ts'
import type { InboxMessage } from '../execution/inbox.ts'
import type { Job, Timer } from '../execution/job.ts'
import type { State } from '../execution/state.ts'
import type { LogEntry, LogLevel, LoopValues, TaskRun, TaskRunOutputs } from '../execution/task-run.ts'
import type { Page, PageQuery, TextFilter } from './page.ts'

export interface ExecutionSearch {
  readonly text?: string
  readonly namespace?: readonly TextFilter[]
  readonly flowId?: readonly TextFilter[]
  readonly states?: { readonly values: readonly State[]; readonly negated: boolean }
  readonly labels?: readonly { readonly key: string; readonly value: string; readonly negated: boolean }[]
  readonly createdFrom?: number
  readonly createdTo?: number
  readonly endedFrom?: number
  readonly endedTo?: number
  /** The execution named in the trigger's variables as `executionId`. */
  readonly parentExecutionId?: string
  readonly childFilter?: 'MAIN' | 'CHILD'
  /** Of one of these kinds; of any when left out. */
  readonly kinds?: readonly ExecutionKind[]
}

/** What a turn starts from: the header, the task runs that are not terminated with their ancestors. */
export interface LoadedExecution {
  readonly execution: Execution
  readonly liveTaskRuns: readonly TaskRun[]
}

/** What an execution means to the limit on executions of its flow that run at once. */
export type SlotUse = Pick<Execution, 'id' | 'state' | 'slotReleased'>

/** Executions of one flow. */
export interface FlowCount {
  readonly namespace: string
  readonly flowId: string
  readonly count: number
}

/** Which log lines are meant: `from` and `to` are inclusive; lines at positions after `after`, at most `limit`. */
export interface LogSearch {
  readonly namespace?: TextFilter
  readonly flowId?: string
  readonly executionIds?: readonly string[]
  readonly levels?: readonly LogLevel[]
  readonly from?: number
  readonly to?: number
  readonly after?: number
  readonly limit: number
}

/** Executions and what hangs on them. Writing goes through `CommitStore`. */
export interface ExecutionStore {
  find(tenant: string, id: string): Promise<Execution | null>
  /** By id alone, for the engine. */
  load(id: string): Promise<LoadedExecution | null>
  /** All task runs in sequence order, `after` a sequence number, at most `limit`. */
  taskRuns(
    executionId: string,
    options?: { readonly after?: number; readonly limit?: number },
  ): Promise<readonly TaskRun[]>
  /** Outputs of all task runs of a task, in sequence order; of every task when `taskId` is left out. */
  outputs(executionId: string, taskId?: string): Promise<readonly TaskRunOutputs[]>
  /** The outputs of a task in the iteration with these loop values, outermost first; null when there are none. */
  outputsAt(executionId: string, taskId: string, path: readonly string[]): Promise<TaskRunOutputs | null>
  /** A chunk of the values of a loop; of all loops of the execution when no task run is named. */
  loopValues(
    executionId: string,
    chunk?: { readonly taskRunId: string; readonly chunk: number },
  ): Promise<readonly LoopValues[]>
  /** Executions of a flow, any revision, that have begun or wait for a slot and are not terminated, oldest first. */
  slotsOf(tenant: string, namespace: string, flowId: string): Promise<readonly SlotUse[]>
  /** The flows with executions that are QUEUED. */
  queuedFlows(tenant: string): Promise<readonly { readonly namespace: string; readonly flowId: string }[]>
  search(tenant: string, search: ExecutionSearch, page: PageQuery): Promise<Page<Execution>>
  /** How many executions each flow has; flows without one are left out. By namespace and id. */
  countByFlow(tenant: string, search: ExecutionSearch): Promise<readonly FlowCount[]>
  /** Children started by Subflow tasks of this execution that have not ended. */
  liveChildren(executionId: string): Promise<readonly string[]>
  /** Positions of log lines, in order. */
  logPositions(tenant: string, search: LogSearch): Promise<readonly number[]>
  logs(
    executionId: string,
    options?: {
      readonly levels?: readonly LogLevel[]
      readonly taskRunId?: string
      readonly taskId?: string
      readonly attempt?: number
      readonly after?: number
      readonly limit?: number
    },
  ): Promise<readonly StoredLog[]>
}

/** A log line with its place in the log: `position` grows, so that a reader can go on after it. */
export interface StoredLog extends LogEntry {
  readonly position: number
}

/** What recovery and the timers sweep. */
export interface WorkStore {
  /** Timers due at or before `now`, in due order. */
  dueTimers(now: number, limit: number): Promise<readonly Timer[]>
  /** When the next timer is due, or null. */
  nextTimerAt(): Promise<number | null>
  /** Jobs whose owner has no lease that lasts beyond `now`. */
  orphanedJobs(now: number, limit: number): Promise<readonly Job[]>
  /** Executions with a turn to go on with, or messages in their inbox. */
  unfinishedExecutions(limit: number): Promise<readonly string[]>
  inbox(executionId: string): Promise<readonly InboxMessage[]>
}
