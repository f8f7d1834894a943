/**
 * Work outside the advance loop: an attempt that a worker runs, or a child execution to create. Written in the commit that
 * asks for it, removed in the commit that takes its result. `owner` names the process that does it; when the owner's lease
 * expires, whoever takes over does it again (creating a child is idempotent: its id is chosen beforehand).
 * Properties are rendered by the worker and never stored, so that no secret is at rest here.
 */
export interface Job {
  readonly kind: 'attempt' | 'start-child'
  readonly tenant: string
  readonly executionId: string
  readonly taskRunId: string
  /** Index of the attempt in the task run, from 0. A result for another attempt is refused. */
  readonly attempt: number
  readonly owner: string
  readonly createdAt: number
}

/** A wait for an instant, as a row: fired by whoever is alive, overdue ones once after a start, in due order. */
export interface Timer {
  readonly tenant: string
  readonly id: string
  readonly executionId: string
  readonly dueAt: number
  readonly purpose: TimerPurpose
}

export type TimerPurpose =
  | { readonly kind: 'start' }
  | { readonly kind: 'pause-expires'; readonly taskRunId: string; readonly requestId: string }
  | { readonly kind: 'retry'; readonly taskRunId: string }
  | { readonly kind: 'next-round'; readonly taskRunId: string }
  | { readonly kind: 'sla'; readonly slaId: string }
  /** The execution was RETRIED: this one begins from the start in its place. */
  | { readonly kind: 'new-execution'; readonly newExecutionId: string }
