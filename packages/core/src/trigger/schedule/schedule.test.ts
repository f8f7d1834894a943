import { describe, expect, it } from 'vitest'
import type { TriggerRow } from '../trigger-row.ts'
import { createCronRecurrence, createListRecurrence, type Recurrence } from './cron-schedule.ts'
import {
  afterFailure,
  decideSchedule,
  endBackfill,
  firstDate,
  recoverMissed,
  type ScheduleRule,
  startBackfill,
} from './schedule-row.ts'
import { readInstant, zonedText } from './zoned-text.ts'

const at = (text: string): number => Date.parse(text)
const texts = (...instants: readonly (number | null)[]) =>
  instants.map((instant) => (instant === null ? null : new Date(instant).toISOString().replace('.000Z', 'Z')))

function take(recurrence: Recurrence, from: string, count: number): readonly (string | null)[] {
  let instant: number | null = at(from)
  return Array.from({ length: count }, () => {
    instant = instant === null ? null : recurrence.next(instant)
    return texts(instant)[0] ?? null
  })
}

describe('cron dates', () => {
  it('take names, steps from a number, ranges over the end, question marks and either of two kinds of days', () => {
    expect(take(createCronRecurrence('5/20 9 ? JAN FRI-MON', false, 'UTC'), '2026-01-01T00:00:00Z', 4)).toEqual([
      '2026-01-02T09:05:00Z',
      '2026-01-02T09:25:00Z',
      '2026-01-02T09:45:00Z',
      '2026-01-03T09:05:00Z',
    ])
    expect(take(createCronRecurrence('0 9 1 * MON', false, 'UTC'), '2026-01-30T00:00:00Z', 3)).toEqual([
      '2026-02-01T09:00:00Z',
      '2026-02-02T09:00:00Z',
      '2026-02-09T09:00:00Z',
    ])
    expect(take(createCronRecurrence('0 0 * * 7', false, 'UTC'), '2026-01-01T00:00:00Z', 1)).toEqual([
      '2026-01-04T00:00:00Z',
    ])
    expect(take(createCronRecurrence('@monthly', true, 'UTC'), '2026-01-01T00:00:00Z', 1)).toEqual([
      '2026-02-01T00:00:00Z',
    ])
    expect(take(createCronRecurrence('*/30 * * * * *', true, 'UTC'), '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-01T00:00:30Z',
      '2026-01-01T00:01:00Z',
    ])
  })

  it('meet a time that daylight saving leaves out right after the gap, and one that it repeats once', () => {
    const nightly = createCronRecurrence('30 2 * * *', false, 'Europe/Paris')
    expect(take(nightly, '2024-03-30T12:00:00Z', 2)).toEqual(['2024-03-31T01:00:00Z', '2024-04-01T00:30:00Z'])
    expect(take(nightly, '2024-10-26T12:00:00Z', 2)).toEqual(['2024-10-27T00:30:00Z', '2024-10-28T01:30:00Z'])
    const halfHourly = createCronRecurrence('*/30 * * * *', false, 'Europe/Paris')
    expect(take(halfHourly, '2024-10-27T00:15:00Z', 3)).toEqual([
      '2024-10-27T00:30:00Z',
      '2024-10-27T01:00:00Z',
      '2024-10-27T01:30:00Z',
    ])
  })

  it('end where no date is left, and know the one before', () => {
    const never = createCronRecurrence('0 0 30 2 *', false, 'UTC')
    expect([never.next(0), never.previous(0)]).toEqual([null, null])
    const hourly = createCronRecurrence('0 * * * *', false, 'UTC')
    expect(texts(hourly.previous(at('2026-01-01T05:00:00Z')))).toEqual(['2026-01-01T04:00:00Z'])
  })

  it('of a list are its instants in order', () => {
    const list = createListRecurrence([30, 10, 20, 10])
    expect([list.next(10), list.next(30), list.previous(20), list.previous(10)]).toEqual([20, null, 10, null])
  })
})

describe('dates as text', () => {
  it('have the offset of their zone, and none when they have no zone but UTC', () => {
    expect(zonedText(at('2022-07-01T12:00:00Z'), 'America/New_York')).toBe('2022-07-01T08:00:00-04:00')
    expect(zonedText(at('2022-01-03T00:00:00Z'), 'UTC')).toBe('2022-01-03T00:00:00Z')
    expect(readInstant('2026-01-31T09:00:00+01:00', 'UTC')).toBe(at('2026-01-31T08:00:00Z'))
    expect(readInstant('2026-01-31T09:00', 'Europe/Paris')).toBe(at('2026-01-31T08:00:00Z'))
    expect(readInstant('2026-01-31', 'UTC')).toBe(at('2026-01-31T00:00:00Z'))
    expect(() => readInstant('soon', 'UTC')).toThrow(RangeError)
  })
})

function ruleOf(cron: string, more: Partial<ScheduleRule> = {}): ScheduleRule {
  const zone = more.zone ?? 'UTC'
  return {
    recurrence: createCronRecurrence(cron, false, zone),
    zone,
    holds: () => true,
    perDay: false,
    recover: 'ALL',
    lateMaximumDelayMs: null,
    ...more,
  }
}

function rowOf(overrides: Partial<TriggerRow> = {}): TriggerRow {
  return {
    tenant: 'main',
    namespace: 'company.team',
    flowId: 'f',
    triggerId: 't',
    version: 1,
    type: 'io.kestra.plugin.core.trigger.Schedule',
    definition: '',
    flowRevision: 1,
    date: at('2026-01-01T00:00:00Z'),
    nextAt: at('2026-01-01T01:00:00Z'),
    executionId: null,
    evaluation: null,
    disabled: false,
    dormant: false,
    stopAfter: [],
    backfill: null,
    updatedAt: 0,
    ...overrides,
  }
}

describe('a schedule whose date has come', () => {
  it('fires for that date, with its neighbours, and goes on from it', () => {
    const decision = decideSchedule(rowOf(), ruleOf('0 * * * *'), at('2026-01-01T03:30:00Z'))
    expect(decision).toMatchObject({
      kind: 'fire',
      at: at('2026-01-01T01:00:00Z'),
      variables: {
        date: '2026-01-01T01:00:00Z',
        next: '2026-01-01T02:00:00Z',
        previous: '2026-01-01T00:00:00Z',
      },
      row: { date: at('2026-01-01T01:00:00Z'), nextAt: at('2026-01-01T02:00:00Z') },
    })
  })

  it('fires on dates of its conditions only, and its neighbours satisfy them too', () => {
    // Mondays: 5, 12 and 19 January 2026.
    const monday = (instant: number) => new Date(instant).getUTCDay() === 1
    const rule = ruleOf('0 9 * * *', { holds: monday, perDay: true })
    expect(texts(firstDate(rule, at('2026-01-01T00:00:00Z')))).toEqual(['2026-01-05T09:00:00Z'])
    const skipped = decideSchedule(rowOf({ nextAt: at('2026-01-06T09:00:00Z') }), rule, at('2026-01-06T09:00:00Z'))
    expect(skipped).toMatchObject({ kind: 'skip', row: { nextAt: at('2026-01-12T09:00:00Z') } })
    const fired = decideSchedule(rowOf({ nextAt: at('2026-01-12T09:00:00Z') }), rule, at('2026-01-12T09:00:00Z'))
    expect(fired).toMatchObject({
      kind: 'fire',
      variables: { next: '2026-01-19T09:00:00Z', previous: '2026-01-05T09:00:00Z' },
    })
  })

  it('leaves out neighbours that will never be, and stays where a search took too long', () => {
    const once = ruleOf('0 0 1 * *', { holds: (instant) => instant === at('2026-02-01T00:00:00Z') })
    const decision = decideSchedule(rowOf({ nextAt: at('2026-02-01T00:00:00Z') }), once, at('2026-02-01T00:00:00Z'))
    expect(decision).toMatchObject({ kind: 'fire', variables: { date: '2026-02-01T00:00:00Z' }, row: { nextAt: null } })
    expect(Object.keys(decision.kind === 'fire' ? decision.variables : {})).toEqual(['date'])
    const hopeless = ruleOf('* * * * *', { holds: () => false })
    const cut = decideSchedule(rowOf(), hopeless, at('2026-01-01T01:00:00Z'))
    expect(cut.row.nextAt).toBeGreaterThan(at('2026-01-14T00:00:00Z'))
  })

  it('passes over dates that are later than allowed', () => {
    const rule = ruleOf('0 * * * *', { lateMaximumDelayMs: 90 * 60_000 })
    const decision = decideSchedule(rowOf(), rule, at('2026-01-01T05:20:00Z'))
    expect(decision).toMatchObject({ kind: 'skip', row: { nextAt: at('2026-01-01T04:00:00Z') } })
  })

  it('goes on to the next date after one that failed', () => {
    expect(texts(afterFailure(rowOf(), ruleOf('0 * * * *')).nextAt)).toEqual(['2026-01-01T02:00:00Z'])
  })
})

describe('dates that were missed', () => {
  const now = at('2026-01-01T03:10:00Z')
  const row = rowOf({ nextAt: at('2026-01-01T01:00:00Z') })

  it.each([
    ['ALL', '2026-01-01T01:00:00Z'],
    ['LAST', '2026-01-01T03:00:00Z'],
    ['NONE', '2026-01-01T04:00:00Z'],
  ] as const)('with %s go on at %s', (recover, expected) => {
    expect(texts(recoverMissed(row, ruleOf('0 * * * *', { recover }), now).nextAt)).toEqual([expected])
  })

  it('are none when the next one lies ahead, or the last one was dealt with', () => {
    const ahead = rowOf({ nextAt: at('2026-01-01T04:00:00Z') })
    expect(recoverMissed(ahead, ruleOf('0 * * * *', { recover: 'NONE' }), now)).toBe(ahead)
    const done = rowOf({ date: at('2026-01-01T03:00:00Z'), nextAt: at('2026-01-01T03:05:00Z') })
    expect(texts(recoverMissed(done, ruleOf('0 * * * *', { recover: 'LAST' }), now).nextAt)).toEqual([
      '2026-01-01T04:00:00Z',
    ])
  })
})

describe('a backfill', () => {
  const rule = ruleOf('0 0 * * *')
  const now = at('2026-03-01T10:00:00Z')
  const idle = rowOf({ nextAt: at('2026-03-02T00:00:00Z'), date: at('2026-03-01T00:00:00Z') })
  const range = { start: at('2026-01-01T00:00:00Z'), end: at('2026-01-03T12:00:00Z') }

  it('goes through its dates one by one, then the schedule goes on where it was', () => {
    let row = startBackfill(idle, rule, range, now)
    const fired: (string | null)[] = []
    while (row.backfill !== null) {
      const decision = decideSchedule(row, rule, now)
      if (decision.kind === 'fire') fired.push(...texts(decision.at))
      row = decision.row
    }
    expect(fired).toEqual(['2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'])
    expect(texts(row.nextAt)).toEqual(['2026-03-02T00:00:00Z'])
  })

  it('is not cut short by a maximum delay, and ends at once when it has no dates', () => {
    const strict = { ...rule, lateMaximumDelayMs: 1_000 }
    expect(decideSchedule(startBackfill(idle, strict, range, now), strict, now).kind).toBe('fire')
    const empty = startBackfill(idle, rule, { start: range.start, end: range.start + 1 }, now)
    expect([empty.backfill, empty.nextAt]).toEqual([null, idle.nextAt])
  })

  it('that is deleted, or replaced by another one, forgets nothing of the schedule', () => {
    const first = startBackfill(idle, rule, range, now)
    const second = startBackfill(first, rule, { start: at('2026-02-01T00:00:00Z') }, now)
    expect(second.backfill).toMatchObject({ end: now, previousNextAt: idle.nextAt, paused: false })
    expect(endBackfill(second)).toMatchObject({ nextAt: idle.nextAt, backfill: null })
    expect(endBackfill(idle)).toBe(idle)
  })
})
