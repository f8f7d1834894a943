import type { BranchName, Progress } from './progress.ts'
import type { State } from './state.ts'

/** Branches whose task runs never influence the final state of their container (engine.md 3.6, observed L60). */
const SIDE_BRANCHES: ReadonlySet<Progress['branch']> = new Set(['errors', 'finally', 'afterExecution', 'onPause'])

/** True for `errors`, `finally`, `afterExecution`, `onPause` and listeners. */
export function isSideBranch(branch: Progress['branch']): boolean {
  return SIDE_BRANCHES.has(branch) || branch.startsWith('listener:')
}

/** A container before its first child. */
export function startProgress(branch: BranchName): Progress {
  return { branch, next: 0, active: 0, counts: {}, unfolding: true }
}

/** Derives the final state of a container from its ended children (engine.md 3.5). */
export function finalState(counts: Progress['counts'], allowFailure = false, allowWarning = false): State {
  const state = worst(counts)
  return tolerate(state, allowFailure, allowWarning)
}

/** `allowFailure` makes a failure a warning, `allowWarning` makes a warning a success. */
export function tolerate(state: State, allowFailure: boolean, allowWarning: boolean): State {
  const softened = state === 'FAILED' && allowFailure ? 'WARNING' : state
  return softened === 'WARNING' && allowWarning ? 'SUCCESS' : softened
}

function worst(counts: Progress['counts']): State {
  for (const state of ['KILLED', 'FAILED', 'WARNING'] as const) if ((counts[state] ?? 0) > 0) return state
  return 'SUCCESS'
}
