import type { Execution, StateName, WireState } from '@countersign/contract'
import { isTerminated } from '../../../lib/state-look.ts'
import { parseInstant } from '../../../lib/time/relative.ts'

/** A state with the time spent in it. `ms` of the last entry of something that has not ended grows with `now`. */
export interface HistorySpan {
  readonly state: StateName
  readonly at: number
  readonly ms: number
  readonly last: boolean
}

/** How long something has run: until its end, or until `now` while it has not ended (a pause is no end). */
export function runMs(state: WireState, now: number): number {
  const start = parseInstant(state.startDate) ?? now
  const end = isTerminated(state.current) ? (parseInstant(state.endDate) ?? lastAt(state)) : now
  return Math.max(0, (end ?? now) - start)
}

/** True while the time of something still grows. */
export function isGrowing(state: WireState): boolean {
  return !isTerminated(state.current)
}

/** The history of states with the time spent in each. */
export function historySpans(state: WireState, now: number): readonly HistorySpan[] {
  const entries = state.histories.map((entry) => ({ state: entry.state, at: parseInstant(entry.date) ?? now }))
  return entries.map((entry, index) => {
    const next = entries[index + 1]
    const last = next === undefined
    const end = next?.at ?? (isTerminated(entry.state) ? entry.at : now)
    return { ...entry, ms: Math.max(0, end - entry.at), last }
  })
}

function lastAt(state: WireState): number | null {
  return parseInstant(state.histories.at(-1)?.date)
}

/** What started an execution, in words. */
export function startedBy(execution: Execution): string {
  const label = (key: string) => execution.labels?.find((entry) => entry.key === key)?.value
  if (execution.trigger !== undefined) return execution.trigger.id
  const from = label('system.from')
  return label('system.username') ?? (from === undefined || from === 'api' ? 'API' : from)
}
