import { beginLoop } from './begin-loop.ts'
import type { Flowable } from './flowable.ts'

/** Its tasks once for each value (engine.md 4.6). */
export const forEach: Flowable = {
  start: (step, run, node) => beginLoop(step, run, node, 'values'),
}

/** EachSequential and EachParallel, the old forms of ForEach. */
export const each: Flowable = {
  start: (step, run, node) => beginLoop(step, run, node, 'value'),
}
