import type { ExpressionEngine, HostAnswer, HostQuestion } from '@countersign/expression'
import type { ApprovalRequest } from '../approval/request.ts'
import type { AuditDraft } from '../audit/event.ts'
import type { Encrypt } from '../inputs/coerce.ts'
import type { Value } from '../json/value.ts'
import type { Ids } from '../ports/environment.ts'
import type { TaskCatalogue } from '../task/task-type.ts'
import type { Execution } from './execution.ts'
import type { InboxMessage } from './inbox.ts'
import type { Job, Timer } from './job.ts'
import type { LogEntry, LoopValues, TaskRun, TaskRunOutputs } from './task-run.ts'

/**
 * What `advance()` works on: never a whole large execution. The header, the task runs that are not terminated with their
 * ancestors, its open requests, and the outputs that were loaded or made so far.
 */
export interface WorkingSet {
  readonly execution: Execution
  readonly taskRuns: ReadonlyMap<string, TaskRun>
  readonly requests: ReadonlyMap<string, ApprovalRequest>
  /** By task id. A task without an entry has not been loaded; reading it asks the question `outputs`. */
  readonly outputs: ReadonlyMap<string, readonly TaskRunOutputs[]>
  /** The outputs of a task in the iteration with these values: null when there are none, undefined when they are not loaded. */
  outputsAt(taskId: string, path: readonly string[]): TaskRunOutputs | null | undefined
  /** Chunks of the values of loops by task run and number; a chunk without an entry has not been loaded. */
  readonly loopValues: ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>
  /**
   * True while `taskRuns` and `outputs` hold every row of the execution, terminated task runs included (a young or small
   * execution): then nothing needs to be asked for.
   */
  readonly complete: boolean
}

/** What a turn gets from outside: time, ids, the language, the task types, answers so far, and how far it may go. */
export interface Turn {
  readonly now: number
  readonly ids: Ids
  /** Seals outputs of type SECRET; absent when the server has no encryption key. */
  readonly encrypt?: Encrypt
  readonly expressions: ExpressionEngine
  readonly catalogue: TaskCatalogue
  readonly answers: ReadonlyMap<string, HostAnswer>
  /** Base URL of this server, for links. */
  readonly url: string
  /** Name of this process's ownership; new jobs carry it. */
  readonly owner: string
  /** Environment visible to expressions as `envs`, and configured `globals`. */
  readonly envs: Readonly<Record<string, string>>
  readonly globals: Readonly<Record<string, Value>>
  /** True once the turn should end (256 steps or 5 ms): called between steps. */
  readonly shouldYield: (steps: number) => boolean
}

/** A task run that is forgotten, with its outputs and, where it was a loop, its values. */
export type RemovedTaskRun = Pick<TaskRun, 'id' | 'taskId' | 'sequence'>

/** Rows that a turn changed. Inserted rows are new; updated ones existed before. */
export interface Changes {
  readonly taskRunsInserted: readonly TaskRun[]
  readonly taskRunsUpdated: readonly TaskRun[]
  /** Rows that existed before and go; written before the inserted ones, which may take their places in the order. */
  readonly taskRunsRemoved: readonly RemovedTaskRun[]
  readonly outputs: readonly TaskRunOutputs[]
  readonly loopValues: readonly LoopValues[]
  readonly logs: readonly LogEntry[]
  readonly requestsInserted: readonly ApprovalRequest[]
  readonly requestsUpdated: readonly ApprovalRequest[]
  readonly jobsAdded: readonly Job[]
  readonly jobsRemoved: readonly { readonly taskRunId: string; readonly attempt: number }[]
  readonly timersArmed: readonly Timer[]
  readonly timersDisarmed: readonly string[]
  readonly inboxAdded: readonly InboxMessage[]
  readonly audit: readonly AuditDraft[]
}

/** What a turn decided. `execution.version` is still the one that was loaded; the committer raises it. */
export interface Advance {
  readonly execution: Execution
  readonly changes: Changes
  /** Answer these, then send `continue`. */
  readonly questions: readonly HostQuestion[]
  /** The turn was cut: send `continue` after the commit. */
  readonly more: boolean
}
