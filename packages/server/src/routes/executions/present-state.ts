import type { WireState } from '@countersign/contract'
import { formatDurationMs, isTerminated, type State, type StateEntry } from '@countersign/core'
import { toInstant } from '../shared/instant.ts'

/**
 * A state with its history. `duration` and `endDate` are there once it ended or paused (observed/api.md D31), not at a breakpoint (66c).
 * `histories` always holds at least the first entry.
 */
export function presentState(current: State, histories: readonly StateEntry[]): WireState {
  const start = histories[0]?.at ?? 0
  const end = histories.at(-1)?.at ?? start
  const rests = isTerminated(current) || current === 'PAUSED'
  return {
    current,
    histories: histories.map(({ state, at }) => ({ state, date: toInstant(at) })),
    ...(rests ? { duration: formatDurationMs(Math.max(end - start, 0)), endDate: toInstant(end) } : {}),
    startDate: toInstant(start),
  }
}
