import type { State } from './state.ts'

/** The lists of children that a container can be working on. Those of a Switch are named after their case. */
export type BranchName =
  | 'tasks'
  | 'then'
  | 'else'
  | 'defaults'
  | 'errors'
  | 'finally'
  | 'afterExecution'
  | `case:${string}`

/**
 * Where a container (the flow itself or a flowable task run) stands in its list of children. Kept with the container's row,
 * so that going on costs the same however many children have ended: terminated task runs are never read again for it.
 */
export interface Progress {
  /** `done` once the flow has nothing left to do, `afterExecution` included, and whoever waits for it was told. */
  readonly branch: BranchName | 'done'
  /** Index, within the branch, of the next child to create. */
  readonly next: number
  /** Children created and not terminated. */
  readonly active: number
  /** Terminated children of the normal branch by final state; the final state is derived from it (engine.md 3.5). */
  readonly counts: Readonly<Partial<Record<State, number>>>
}
