import { beginBranch } from './begin.ts'
import type { Flowable } from './flowable.ts'

/** Tasks one after another; a failure among them is a WARNING to everything outside (engine.md 4.7). */
export const allowFailure: Flowable = {
  start: (step, run) => beginBranch(step, run, 'tasks'),
  finalState: (derived) => (derived === 'FAILED' ? 'WARNING' : derived),
}
