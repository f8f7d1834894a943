import type { Label } from '../../execution/execution.ts'
import type { ValueMap } from '../../json/value.ts'
import type { Backfill, TriggerRow } from '../trigger-row.ts'
import { type DateSearch, dateOf, nextMatching, previousMatching, type SearchResult } from './matching-date.ts'
import { zonedText } from './zoned-text.ts'

/** The dates of a schedule with what the flow says about dates that were missed. */
export interface ScheduleRule extends DateSearch {
  readonly recover: 'ALL' | 'LAST' | 'NONE'
  /** Dates older than this are left out; null for no limit. */
  readonly lateMaximumDelayMs: number | null
}

/** What is to be done with a due schedule. `row` is the row as it must be written, without the lock of what is started. */
export type ScheduleDecision =
  | { readonly kind: 'fire'; readonly at: number; readonly variables: ValueMap; readonly row: TriggerRow }
  /** There is nothing to start; the row has moved on to its next date. */
  | { readonly kind: 'skip'; readonly row: TriggerRow }

/**
 * Decides about a schedule whose date has come (engine.md 6.2). The next date is the one after the date that fires, not after
 * now: dates that passed meanwhile are made up for one by one.
 *
 * @throws whatever a condition throws: the caller shows it, and moves on with `afterFailure`.
 */
export function decideSchedule(row: TriggerRow, rule: ScheduleRule, now: number): ScheduleDecision {
  const at = row.nextAt
  if (at === null) return { kind: 'skip', row }
  const earliest = row.backfill === null && rule.lateMaximumDelayMs !== null ? now - rule.lateMaximumDelayMs : null
  if (earliest !== null && at < earliest) return { kind: 'skip', row: moveTo(row, nextMatching(rule, earliest - 1)) }
  const isDate = rule.recurrence.next(at - 1) === at
  if (!isDate || !rule.holds(at)) return { kind: 'skip', row: moveTo(row, nextMatching(rule, isDate ? at : at - 1)) }
  const next = nextMatching(rule, at)
  return {
    kind: 'fire',
    at,
    variables: scheduleVariables(rule, at, dateOf(next), dateOf(previousMatching(rule, at))),
    row: moveTo({ ...row, date: at }, next, at),
  }
}

/** The row after a date whose conditions could not be told, or whose execution could not be made: on to the next date. */
export function afterFailure(row: TriggerRow, rule: ScheduleRule): TriggerRow {
  const at = row.nextAt ?? row.date
  const next = rule.recurrence.next(at)
  return moveTo({ ...row, date: at }, next === null ? { kind: 'none' } : { kind: 'found', at: next }, at)
}

function scheduleVariables(rule: ScheduleRule, at: number, next: number | null, previous: number | null): ValueMap {
  return {
    date: zonedText(at, rule.zone),
    ...(next === null ? {} : { next: zonedText(next, rule.zone) }),
    ...(previous === null ? {} : { previous: zonedText(previous, rule.zone) }),
  }
}

/** A backfill ends once its next date lies behind its end; the schedule then goes on where it was. */
function moveTo(row: TriggerRow, next: SearchResult, done?: number): TriggerRow {
  const at = next.kind === 'none' ? null : next.at
  const { backfill } = row
  if (backfill === null) return { ...row, nextAt: at }
  if (at === null || at > backfill.end) return { ...row, nextAt: backfill.previousNextAt, backfill: null }
  return { ...row, nextAt: at, backfill: { ...backfill, currentDate: done ?? backfill.currentDate } }
}

/** The row once the server is there again, or the trigger was enabled: what becomes of the dates that were missed. */
export function recoverMissed(row: TriggerRow, rule: ScheduleRule, now: number): TriggerRow {
  if (row.backfill !== null || row.nextAt === null || row.nextAt > now || rule.recover === 'ALL') return row
  const last = rule.recover === 'LAST' ? dateOf(previousMatching(rule, now + 1)) : null
  if (last !== null && last > row.date) return { ...row, nextAt: last }
  return moveTo(row, nextMatching(rule, now))
}

/** The first date of a new row, or of one whose definition has changed: the first later than `after`. */
export function firstDate(rule: ScheduleRule, after: number): number | null {
  const first = nextMatching(rule, after)
  return first.kind === 'none' ? null : first.at
}

/** What somebody wants to make up for. */
export interface GivenBackfill {
  readonly start: number
  /** Now when left out. */
  readonly end?: number
  readonly inputs?: ValueMap
  readonly labels?: readonly Label[]
}

/** The row with a backfill, which takes the place of one that is under way. Dates count from after `start` until `end`. */
export function startBackfill(row: TriggerRow, rule: ScheduleRule, given: GivenBackfill, now: number): TriggerRow {
  const backfill: Backfill = {
    start: given.start,
    end: given.end ?? now,
    currentDate: given.start,
    paused: false,
    inputs: given.inputs ?? {},
    labels: given.labels ?? [],
    previousNextAt: row.backfill === null ? row.nextAt : row.backfill.previousNextAt,
  }
  return moveTo({ ...row, backfill }, nextMatching(rule, given.start))
}

/** The row without its backfill: the schedule goes on where it was. */
export function endBackfill(row: TriggerRow): TriggerRow {
  return row.backfill === null ? row : { ...row, nextAt: row.backfill.previousNextAt, backfill: null }
}
