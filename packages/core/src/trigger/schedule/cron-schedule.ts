import { Cron } from 'croner'
import { canonicalCron } from '../../flow/cron.ts'

/** Instants that follow one another by a rule. Instants are milliseconds since the epoch. */
export interface Recurrence {
  /** The first one later than `at`; null when there is none. */
  next(at: number): number | null
  /** The last one earlier than `at`; null when there is none. */
  previous(at: number): number | null
}

/**
 * The dates of a cron expression in a zone (engine.md 6.2). When the clock is put forward, a single time of day that does not
 * exist is met right after the gap; when it is put back, a single time of day is met once, while `*\/15` goes on through both
 * passes of the hour.
 *
 * @throws Error when the expression cannot be read; it was checked when the flow was saved.
 */
export function createCronRecurrence(cron: string, withSeconds: boolean, zone: string): Recurrence {
  const rule = new Cron(canonicalCron(cron, withSeconds), {
    paused: true,
    timezone: zone,
    mode: withSeconds && !cron.startsWith('@') ? '6-part' : '5-part',
  })
  return {
    next: (at) => rule.nextRuns(1, new Date(at))[0]?.getTime() ?? null,
    // The library takes whole seconds: a date within the current second is an earlier one too.
    previous: (at) => rule.previousRuns(1, new Date(at))[0]?.getTime() ?? null,
  }
}

/** The instants of a list. */
export function createListRecurrence(instants: readonly number[]): Recurrence {
  const sorted = [...new Set(instants)].sort((a, b) => a - b)
  return {
    next: (at) => sorted.find((instant) => instant > at) ?? null,
    previous: (at) => sorted.findLast((instant) => instant < at) ?? null,
  }
}
