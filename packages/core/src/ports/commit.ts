import type { ApprovalRequest, StoredAnswer } from '../approval/request.ts'
import type { AuditDraft } from '../audit/event.ts'
import type { Execution } from '../execution/execution.ts'
import type { InboxMessage } from '../execution/inbox.ts'
import type { Job, Timer } from '../execution/job.ts'
import type { Metric } from '../execution/metric.ts'
import type { LogEntry, LoopValues, TaskRun, TaskRunOutputs } from '../execution/task-run.ts'
import type { Flow } from '../flow/flow.ts'
import type { FlowWindow, TriggerEvent, TriggerKey, TriggerRow } from '../trigger/trigger-row.ts'
import type { KvEntry } from './kv-store.ts'
import type { NamespaceFile } from './namespace-file-store.ts'
import type { StoredSecret } from './secret-store.ts'
import type { ServiceToken } from './token-store.ts'

/**
 * What must still hold when a unit is written. A unit with a guard that does not hold is left out of its group whole; the
 * other units of the group commit.
 */
export type Guard =
  /** The stored execution has this version; 0 means that no execution has this id. */
  | { readonly kind: 'execution-version'; readonly executionId: string; readonly version: number }
  | { readonly kind: 'request-version'; readonly requestId: string; readonly version: number }
  /** The newest revision of the flow, a deleted one included; 0 means that it never existed. */
  | {
      readonly kind: 'flow-revision'
      readonly tenant: string
      readonly namespace: string
      readonly flowId: string
      readonly revision: number
    }
  /** The stored row of the trigger has this version; 0 means that there is none. */
  | { readonly kind: 'trigger-version'; readonly key: TriggerKey; readonly version: number }
  /** The stored record has this version; 0 means that there is none. */
  | {
      readonly kind: 'window-version'
      readonly key: TriggerKey
      readonly conditionId: string
      readonly version: number
    }
  /** Nobody has dealt with the event yet. */
  | { readonly kind: 'event-present'; readonly id: string }
  /** The stored entry of a key has this revision, an expired one included; 0 means that there is none. */
  | {
      readonly kind: 'kv-revision'
      readonly tenant: string
      readonly namespace: string
      readonly key: string
      readonly revision: number
    }
  /** The stored secret has this version; 0 means that there is none. */
  | {
      readonly kind: 'secret-version'
      readonly tenant: string
      readonly namespace: string
      readonly key: string
      readonly version: number
    }
  | { readonly kind: 'answer-absent'; readonly requestId: string; readonly idempotencyKey: string }

/** One changed row. */
export type Write =
  | { readonly kind: 'execution-insert'; readonly row: Execution }
  /** Identity, `inputs`, `trigger`, `parent`, `replayOf`, `originalId` and how it was created stay as they were inserted. */
  | { readonly kind: 'execution-update'; readonly row: Execution }
  /** Removes the execution with its task runs, outputs, values of loops, logs, metrics, jobs and timers, but for what is to be kept. Requests and audit events stay. */
  | {
      readonly kind: 'execution-delete'
      readonly tenant: string
      readonly executionId: string
      readonly keep?: readonly ('logs' | 'metrics')[]
    }
  | { readonly kind: 'task-run-insert'; readonly row: TaskRun }
  | { readonly kind: 'task-run-update'; readonly row: TaskRun }
  /** A restart forgets the task run, with the values that it goes over; its logs and requests stay. Its place in the order may be taken again. */
  | {
      readonly kind: 'task-run-delete'
      readonly executionId: string
      readonly sequence: number
      readonly taskRunId: string
    }
  | { readonly kind: 'outputs-put'; readonly row: TaskRunOutputs }
  | {
      readonly kind: 'outputs-delete'
      readonly executionId: string
      readonly taskId: string
      readonly taskRunId: string
    }
  /** Values of a loop, written once when it begins. */
  | { readonly kind: 'loop-values-insert'; readonly row: LoopValues }
  | { readonly kind: 'log-append'; readonly row: LogEntry }
  /** Removes lines by their positions (`ExecutionStore.logPositions`). */
  | { readonly kind: 'logs-delete'; readonly positions: readonly number[] }
  | { readonly kind: 'metric-append'; readonly row: Metric }
  | { readonly kind: 'request-insert'; readonly row: ApprovalRequest }
  | { readonly kind: 'request-update'; readonly row: ApprovalRequest }
  | { readonly kind: 'answer-insert'; readonly row: StoredAnswer }
  | { readonly kind: 'job-add'; readonly row: Job }
  | { readonly kind: 'job-remove'; readonly taskRunId: string; readonly attempt: number }
  | { readonly kind: 'timer-arm'; readonly row: Timer }
  | { readonly kind: 'timer-disarm'; readonly id: string }
  | { readonly kind: 'inbox-add'; readonly row: InboxMessage }
  | { readonly kind: 'inbox-remove'; readonly id: string }
  /** Stores a new revision and makes it the newest. */
  | { readonly kind: 'flow-save'; readonly row: Flow }
  | { readonly kind: 'trigger-put'; readonly row: TriggerRow }
  | { readonly kind: 'trigger-remove'; readonly key: TriggerKey }
  | { readonly kind: 'window-put'; readonly row: FlowWindow }
  | { readonly kind: 'window-remove'; readonly key: TriggerKey; readonly conditionId: string }
  | { readonly kind: 'event-add'; readonly row: TriggerEvent }
  | { readonly kind: 'event-remove'; readonly id: string }
  | { readonly kind: 'kv-put'; readonly row: KvEntry }
  | { readonly kind: 'kv-delete'; readonly tenant: string; readonly namespace: string; readonly key: string }
  | { readonly kind: 'secret-put'; readonly row: StoredSecret }
  | { readonly kind: 'secret-delete'; readonly tenant: string; readonly namespace: string; readonly key: string }
  | { readonly kind: 'namespace-file-put'; readonly row: NamespaceFile }
  | {
      readonly kind: 'namespace-file-delete'
      readonly tenant: string
      readonly namespace: string
      readonly path: string
      readonly version: number
    }
  | { readonly kind: 'token-insert'; readonly row: ServiceToken }
  | { readonly kind: 'token-revoke'; readonly tenant: string; readonly id: string; readonly at: number }
  | { readonly kind: 'tenant-insert'; readonly id: string; readonly at: number }

/** What stands or falls together: guards, changed rows, and the audit events that they cause. */
export interface CommitUnit {
  readonly guards: readonly Guard[]
  readonly writes: readonly Write[]
  readonly audit: readonly AuditDraft[]
}

/** `stale`: a guard did not hold and nothing of the unit was written; reload and decide again. */
export type CommitOutcome = 'committed' | 'stale'

/** The one writer. */
export interface CommitStore {
  /**
   * Writes a group of units in one durable transaction, in order; later units of a group see the earlier ones. Resolves once
   * it is on disk. A database error rejects for the whole group, with nothing written. Audit drafts are sealed into the
   * chain of their tenant here (next `seq`, hashes), so there is never a change without its event.
   */
  commit(units: readonly CommitUnit[]): Promise<readonly CommitOutcome[]>
}
