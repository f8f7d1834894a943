import type { Recurrence } from './cron-schedule.ts'
import { midnight, nextMidnight } from './zoned-text.ts'

/** Ten years: what lies further away is not looked for (engine.md 6.2). */
const HORIZON_MS = 3_653 * 86_400_000

/** Dates that are looked at in one go. A rule of seconds with a condition that is never true must not stop the server. */
const MAX_CANDIDATES = 20_000

/** Dates with a test. */
export interface DateSearch {
  readonly recurrence: Recurrence
  readonly zone: string
  /** True when the date satisfies the conditions. May throw. */
  readonly holds: (at: number) => boolean
  /** True when all dates of a day give the same answer: after one that does not hold the search goes on with the next day. */
  readonly perDay: boolean
}

/**
 * - `found`: the date;
 * - `none`: there is none within ten years;
 * - `cut`: so many dates were looked at in vain that the search ends here; go on after `at`.
 */
export type SearchResult =
  | { readonly kind: 'found'; readonly at: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'cut'; readonly at: number }

/** The first date later than `from` that satisfies the conditions. */
export function nextMatching({ recurrence, zone, holds, perDay }: DateSearch, from: number): SearchResult {
  let at = recurrence.next(from)
  for (let looked = 0; at !== null && at <= from + HORIZON_MS; looked += 1) {
    if (holds(at)) return { kind: 'found', at }
    if (looked >= MAX_CANDIDATES) return { kind: 'cut', at }
    at = recurrence.next(perDay ? nextMidnight(at, zone) - 1 : at)
  }
  return { kind: 'none' }
}

/** The last date earlier than `from` that satisfies the conditions. */
export function previousMatching({ recurrence, zone, holds, perDay }: DateSearch, from: number): SearchResult {
  let at = recurrence.previous(from)
  for (let looked = 0; at !== null && at >= from - HORIZON_MS; looked += 1) {
    if (holds(at)) return { kind: 'found', at }
    if (looked >= MAX_CANDIDATES) return { kind: 'cut', at }
    at = recurrence.previous(perDay ? midnight(at, zone) : at)
  }
  return { kind: 'none' }
}

/** The date of a result, where nothing found and a search that was cut mean the same. */
export function dateOf(result: SearchResult): number | null {
  return result.kind === 'found' ? result.at : null
}
