import { p } from '../../task/properties/p.ts'

/** How many children run side by side: of Parallel, Dag and EachParallel. */
export const CONCURRENT_PROPERTIES = {
  concurrent: p.int({ min: 0 }).default(0).static().describe('How many of its tasks may run at a time; 0 is no limit.'),
}
