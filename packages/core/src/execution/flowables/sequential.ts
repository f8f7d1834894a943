import { beginBranch } from './begin.ts'
import type { Flowable } from './flowable.ts'

/** Children one after another (engine.md 4.1). */
export const sequential: Flowable = {
  start: (step, run) => beginBranch(step, run, 'tasks'),
}
