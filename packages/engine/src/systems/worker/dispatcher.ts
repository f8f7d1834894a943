import type { Job } from '@countersign/core'

/**
 * Carries jobs from the commit that asked for them to whoever does them. In one process that is a queue in memory; between
 * nodes it will be Graphile Worker. The rows are the truth in both: a job that a dispatcher loses is found by recovery.
 */
export interface Dispatcher {
  /** Called after the commit that added the job. */
  dispatch(job: Job): void
  /** Called after the commit that removed it: a job that waits is dropped, one that runs is told to stop. */
  cancel(taskRunId: string, attempt: number): void
  /**
   * Takes no further job, lets running ones finish for `graceMs`, then tells the rest to stop and hands them back: their
   * rows stay, and the next owner runs them again.
   */
  close(graceMs: number): Promise<void>
  /** Resolves once no job runs any more: after `close`, and after the mailboxes that results are waiting for were closed. */
  finished(): Promise<void>
}

/** Why a job was told to stop. */
export type StopReason = 'cancelled' | 'handed-back'

/** Does one job. Resolves when it is done with; rejects only for bugs. `signal.reason` is a `StopReason`. */
export type JobRunner = (job: Job, signal: AbortSignal) => Promise<void>
