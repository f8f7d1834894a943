import type { WireState } from '@countersign/contract'
import { parseInstant } from '../../../lib/time/relative.ts'
import { runMs } from './spans.ts'

/** Where a task run lies within its execution: start and length in percent of the whole. */
export interface TimeBar {
  readonly left: number
  readonly width: number
}

/** The bar of a task run. An execution that took no time at all is one full bar. */
export function barOf(run: WireState, execution: WireState, now: number): TimeBar {
  const start = parseInstant(execution.startDate) ?? now
  const whole = runMs(execution, now)
  if (whole <= 0) return { left: 0, width: 100 }
  const from = Math.max(0, (parseInstant(run.startDate) ?? start) - start)
  const left = Math.min(100, (from / whole) * 100)
  return { left, width: Math.min(100 - left, (runMs(run, now) / whole) * 100) }
}
