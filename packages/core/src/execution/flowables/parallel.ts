import { beginBranch } from './begin.ts'
import type { Flowable } from './flowable.ts'

/**
 * Its children side by side: of a Parallel all at once, of a Dag each once those that it depends on have ended (engine.md 4.2,
 * 4.3). A failed child ends the list: `errors` begin at once, the children that run are not interrupted, and the task ends when
 * they have. (Kestra ends it at once and leaves them behind.)
 */
export const parallel: Flowable = {
  start: (step, run) => beginBranch(step, run, 'tasks'),
}
