import type { State } from './state.ts'

/** The lists of children that a container can be working on. Those of a Switch are named after their case, those of listeners after their place. */
export type BranchName =
  | 'tasks'
  | 'then'
  | 'else'
  | 'defaults'
  | 'errors'
  | 'finally'
  | 'afterExecution'
  | 'onPause'
  | `case:${string}`
  | `listener:${number}`

/**
 * Where a container (the flow itself or a flowable task run) stands in its list of children. Kept with the container's row,
 * so that going on costs the same however many children have ended: terminated task runs are never read again for it.
 *
 * A child has a *place* in its list: the index of its task; in a loop over values, the index of the value times the number
 * of tasks plus the index of the task.
 */
export interface Progress {
  /** `done` once the flow has nothing left to do, `afterExecution` included, and whoever waits for it was told. */
  readonly branch: BranchName | 'done'
  /** The next place to create a child at, as the container's scheduling reads it. */
  readonly next: number
  /** Children of this branch that were created and are not terminated. */
  readonly active: number
  /** Children of the branch before that still run: those beside the one whose failure began `errors`. */
  readonly lingering?: number
  /** Terminated children of the normal branch by final state; the final state is derived from it (engine.md 3.5). */
  readonly counts: Readonly<Partial<Record<State, number>>>
  /**
   * There until the children that begin together are all created. They begin even while a gate among them waits already:
   * only then does a pause stop everything (observed: pa-parallel).
   */
  readonly unfolding?: true
  /** Places whose turn has come and that have no child yet (loops whose values run side by side). */
  readonly ready?: readonly number[]
  /** Places that had their child, and of those the ones whose child has ended (Dag). */
  readonly started?: readonly number[]
  readonly ended?: readonly number[]
  /** How many values a loop goes over. */
  readonly values?: number
  /** Which repetition of its tasks a loop is in, from 0. */
  readonly round?: number
  /** A failed child does not end the list (Loop without `transmitFailed`). */
  readonly goesOn?: true
  /** Iterations are told apart by their number, for values of a loop may be equal (Loop). */
  readonly numbered?: true
  /** The values of a loop came with keys: each is kept as the JSON text of its key and its value (Loop over a map). */
  readonly keyed?: true
  /** Outputs of iterations are stored as files (Loop). */
  readonly stored?: true
  /** What is done after the children is done (WorkingDirectory). */
  readonly captured?: true
  /** One letter for each batch, see `flowables/batch-letters.ts` (ForEachItem). `next` is then the first that was not asked for. */
  readonly batches?: string
}
