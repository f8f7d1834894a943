import type { Clock } from '@countersign/core'

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }
