import { describe, expect, it } from 'vitest'
import { DATABASES, SHARED_DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A flow with one trigger; the clock of the tests begins at 2026-01-02T03:04:05Z. */
function flowWith(trigger: string, more = ''): string {
  return `
id: nightly
namespace: company.team
labels: { own: flow }
${more}
tasks:
  - { id: a, type: test.Return, value: "{{ trigger.date ?? 'none' }} {{ schedule.date ?? 'none' }}" }
triggers:
  - { id: t, type: io.kestra.plugin.core.trigger.${trigger} }
`
}

const PAUSING = `
id: nightly
namespace: company.team
tasks:
  - { id: wait, type: io.kestra.plugin.core.flow.Pause }
triggers:
  - { id: t, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 * * * *" }
`

const KEY = { tenant: 'main', namespace: 'company.team', flowId: 'nightly', triggerId: 't' }

async function executions({ storage }: EngineHarness) {
  const page = { page: 1, size: 100, sort: [] }
  const { items } = await storage.executions.search('main', {}, page)
  return items.toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id))
}

async function dates(harness: EngineHarness): Promise<readonly unknown[]> {
  return (await executions(harness)).map((one) => one.trigger?.variables.date)
}

async function nextAt({ storage }: EngineHarness): Promise<string | null> {
  const at = (await storage.triggers.find(KEY))?.nextAt ?? null
  return at === null ? null : new Date(at).toISOString()
}

describe.each(DATABASES)('schedules on %s', (kind) => {
  const open = useDatabase(kind)

  it('start executions at their dates, with labels, inputs and variables of the trigger', async () => {
    const harness = await (await open()).harness()
    const inputs = 'inputs: [ { id: n, type: INT, defaults: 1 }, { id: m, type: STRING, defaults: dd } ]'
    await harness.save(
      flowWith(
        'Schedule, cron: "0 * * * *", timezone: Europe/Paris, inputs: { n: "{{ 1 + 1 }}" }, labels: { t: "{{ trigger.date }}", bad: "{{ nope.x }}" }',
        inputs,
      ),
    )
    expect(await nextAt(harness)).toBe('2026-01-02T04:00:00.000Z')
    await harness.advance(55 * MINUTE)
    expect(await executions(harness)).toEqual([])
    await harness.advance(MINUTE)
    const [only] = await executions(harness)
    expect(only).toMatchObject({
      state: 'SUCCESS',
      inputs: { n: 2, m: 'dd' },
      trigger: {
        id: 't',
        type: 'io.kestra.plugin.core.trigger.Schedule',
        variables: {
          date: '2026-01-02T05:00:00+01:00',
          next: '2026-01-02T06:00:00+01:00',
          previous: '2026-01-02T04:00:00+01:00',
        },
      },
      labels: [
        { key: 'own', value: 'flow' },
        { key: 'system.from', value: 'trigger' },
        { key: 't', value: '2026-01-02T05:00:00+01:00' },
        { key: 'system.correlationId', value: only?.id },
      ],
      createdBy: { kind: 'trigger', id: 'company.team.nightly.t', name: 't' },
    })
    expect(await harness.outputs(only?.id ?? '', 'a')).toEqual({
      value: '2026-01-02T05:00:00+01:00 2026-01-02T05:00:00+01:00',
    })
    expect(await harness.messages(only?.id ?? '')).toEqual([expect.stringContaining('Label `bad` of the trigger')])
    expect(await nextAt(harness)).toBe('2026-01-02T05:00:00.000Z')
  })

  it('wait while their execution has not ended, and make up for what they missed, one by one', async () => {
    const harness = await (await open()).harness()
    await harness.save(PAUSING)
    await harness.advance(3 * HOUR)
    expect(await dates(harness)).toEqual(['2026-01-02T04:00:00Z'])
    for (let round = 0; round < 2; round += 1) {
      const waiting = (await executions(harness)).find(({ state }) => state === 'PAUSED')
      const address = { executionId: waiting?.id ?? '' }
      await harness.engine.client.decide(harness.caller, { address, inputs: null })
      await harness.settle()
    }
    expect(await dates(harness)).toEqual(['2026-01-02T04:00:00Z', '2026-01-02T05:00:00Z', '2026-01-02T06:00:00Z'])
    const [, , third] = await executions(harness)
    expect((await harness.storage.triggers.find(KEY))?.executionId).toBe(third?.id)
  })

  it('are freed when their execution is killed, deleted, or by a person', async () => {
    const harness = await (await open()).harness()
    const { client } = harness.engine
    await harness.save(PAUSING)
    await harness.advance(HOUR)
    const lock = async () => (await harness.storage.triggers.find(KEY))?.executionId ?? null
    const first = await lock()
    await client.kill(harness.caller, first ?? '')
    await harness.settle()
    expect(await lock()).toBeNull()
    await harness.advance(HOUR)
    await client.deleteExecution(harness.caller, (await lock()) ?? '', { force: true })
    await harness.settle()
    expect(await lock()).toBeNull()
    await harness.advance(HOUR)
    expect(await lock()).not.toBeNull()
    await client.unlockTrigger(harness.caller, KEY)
    await expect(client.unlockTrigger(harness.caller, KEY)).rejects.toMatchObject({ code: 'TRIGGER_NOT_LOCKED' })
    expect(await harness.audit()).toContain('trigger.unlocked')
  })

  it('fire beside a running execution when they are allowed to', async () => {
    const harness = await (await open()).harness()
    await harness.save(PAUSING.replace('cron:', 'allowConcurrent: true, cron:'))
    await harness.advance(2 * HOUR)
    expect(await dates(harness)).toEqual(['2026-01-02T04:00:00Z', '2026-01-02T05:00:00Z'])
  })

  it('stop after a state that they name, which is in the audit log, and go on when enabled', async () => {
    const harness = await (await open()).harness()
    await harness.save(flowWith('Schedule, cron: "0 * * * *", stopAfter: [SUCCESS], recoverMissedSchedules: NONE'))
    await harness.advance(5 * HOUR)
    expect(await dates(harness)).toEqual(['2026-01-02T04:00:00Z'])
    expect(await harness.storage.triggers.find(KEY)).toMatchObject({ disabled: true, nextAt: null })
    expect(await harness.audit()).toContain('trigger.disabled')
    await harness.engine.client.setTriggerDisabled(harness.caller, KEY, false)
    expect(await nextAt(harness)).toBe('2026-01-02T09:00:00.000Z')
  })

  it('that are enabled again make up for dates they missed as they say', async () => {
    const harness = await (await open()).harness()
    const { client } = harness.engine
    await harness.save(flowWith('Schedule, cron: "0 * * * *", recoverMissedSchedules: LAST'))
    await client.setTriggerDisabled(harness.caller, KEY, true)
    await harness.advance(4 * HOUR)
    expect(await executions(harness)).toEqual([])
    await client.setTriggerDisabled(harness.caller, KEY, false)
    await harness.settle()
    expect(await dates(harness)).toEqual(['2026-01-02T07:00:00Z'])
  })

  it('fire on dates of their conditions only, and show a condition that breaks as a failed execution', async () => {
    const harness = await (await open()).harness()
    const weekend = '[ { type: io.kestra.plugin.core.condition.Weekend } ]'
    await harness.save(flowWith(`Schedule, cron: "0 9 * * *", conditions: ${weekend}`))
    expect(await nextAt(harness)).toBe('2026-01-03T09:00:00.000Z')
    await harness.advance(48 * HOUR)
    expect(await dates(harness)).toEqual(['2026-01-03T09:00:00Z'])
    await harness.save(flowWith('Schedule, cron: "0 9 * * *", when: "{{ nothing.there }}"'))
    await harness.advance(24 * HOUR)
    const failed = (await executions(harness)).filter(({ state }) => state === 'FAILED')
    expect(failed).toHaveLength(1)
    expect(await harness.messages(failed[0]?.id ?? '')).toEqual([
      expect.stringContaining('could not start an execution'),
    ])
    expect(await nextAt(harness)).toBe('2026-01-05T09:00:00.000Z')
  })

  it('leave out public holidays, and say when there is no calendar of them', async () => {
    const harness = await (await open()).harness()
    const noHoliday = (country: string) =>
      flowWith(
        `Schedule, cron: "0 12 * * *", conditions: [ { type: io.kestra.plugin.core.condition.Not, conditions: [ { type: io.kestra.plugin.core.condition.PublicHoliday, country: ${country} } ] } ]`,
      )
    await harness.save(noHoliday('FR'))
    await harness.advance(12 * HOUR)
    expect(await nextAt(harness)).toBe('2026-01-04T12:00:00.000Z')
    await harness.save(noHoliday('XX'))
    await harness.advance(24 * HOUR)
    const [fine, failed] = await executions(harness)
    expect([fine?.state, failed?.state]).toEqual(['SUCCESS', 'FAILED'])
    expect(await harness.messages(failed?.id ?? '')).toEqual([
      expect.stringContaining('There is no calendar of public holidays for `XX`'),
    ])
  })

  it('that cannot make the inputs of their flow go on to the next date, shown only when they say so', async () => {
    const harness = await (await open()).harness()
    const required = 'inputs: [ { id: n, type: INT } ]'
    await harness.save(flowWith('Schedule, cron: "0 * * * *"', required))
    await harness.advance(HOUR)
    expect(await executions(harness)).toEqual([])
    expect(harness.logger.lines.map(({ message }) => message)).toContain('A trigger could not start its execution')
    await harness.save(flowWith('Schedule, cron: "0 * * * *", failOnTriggerError: true', required))
    await harness.advance(HOUR)
    expect((await executions(harness)).map(({ state }) => state)).toEqual(['FAILED'])
  })

  it('by dates of a list start at each of them, and are told it as their scheduled date', async () => {
    const harness = await (await open()).harness()
    await harness.save(
      flowWith(
        'ScheduleOnDates, dates: [ "2026-01-01T00:00:00Z", "2026-01-02T06:00:00+02:00", "2026-01-02T05:00:00Z" ]',
      ),
    )
    await harness.advance(5 * HOUR)
    const found = await executions(harness)
    expect(found.map(({ scheduleAt }) => new Date(scheduleAt ?? 0).toISOString())).toEqual([
      '2026-01-02T04:00:00.000Z',
      '2026-01-02T05:00:00.000Z',
    ])
    expect(found[0]?.trigger?.variables).toEqual({})
    expect(await nextAt(harness)).toBeNull()
  })

  it('go through a backfill beside what they do otherwise', async () => {
    const harness = await (await open()).harness()
    const { client } = harness.engine
    await harness.save(flowWith('Schedule, cron: "0 0 * * *"'))
    const range = { start: Date.UTC(2025, 11, 1), end: Date.UTC(2025, 11, 3) }
    await expect(
      client.startBackfill(harness.caller, KEY, { start: range.end, end: range.start }),
    ).rejects.toMatchObject({
      code: 'BACKFILL_INVALID',
    })
    const started = await client.startBackfill(harness.caller, KEY, {
      ...range,
      labels: [{ key: 'why', value: 'late' }],
    })
    expect(started).toMatchObject({ backfill: { currentDate: range.start, paused: false } })
    await harness.settle()
    expect(await dates(harness)).toEqual(['2025-12-02T00:00:00Z', '2025-12-03T00:00:00Z'])
    const [first] = await executions(harness)
    expect(first?.labels).toContainEqual({ key: 'why', value: 'late' })
    expect(await harness.storage.triggers.find(KEY)).toMatchObject({ backfill: null })
    expect(await nextAt(harness)).toBe('2026-01-03T00:00:00.000Z')
    await expect(client.pauseBackfill(harness.caller, KEY, true)).rejects.toMatchObject({ code: 'BACKFILL_NOT_FOUND' })
  })

  it('stand still while their backfill is paused, until it is gone', async () => {
    const harness = await (await open()).harness()
    const { client } = harness.engine
    await harness.save(PAUSING)
    await client.startBackfill(harness.caller, KEY, { start: Date.UTC(2025, 11, 1), end: Date.UTC(2025, 11, 2) })
    await harness.settle()
    await client.pauseBackfill(harness.caller, KEY, true)
    const [first] = await executions(harness)
    await client.kill(harness.caller, first?.id ?? '')
    await harness.advance(2 * HOUR)
    expect(await dates(harness)).toHaveLength(1)
    await client.deleteBackfill(harness.caller, KEY)
    await harness.settle()
    expect((await dates(harness)).at(-1)).toBe('2026-01-02T04:00:00Z')
    expect(await harness.audit()).toEqual(
      expect.arrayContaining(['trigger.backfill_started', 'trigger.backfill_paused', 'trigger.backfill_deleted']),
    )
  })

  it('follow their flow: changed ones begin anew, and rows go with the trigger or the flow', async () => {
    const harness = await (await open()).harness()
    const { client } = harness.engine
    await harness.save(flowWith('Schedule, cron: "0 * * * *"'))
    await client.setTriggerDisabled(harness.caller, KEY, true)
    await harness.save(flowWith('Schedule, cron: "30 * * * *"'))
    expect(await harness.storage.triggers.find(KEY)).toMatchObject({ disabled: true, nextAt: null, flowRevision: 2 })
    await client.setTriggerDisabled(harness.caller, KEY, false)
    expect(await nextAt(harness)).toBe('2026-01-02T03:30:00.000Z')
    await harness.save(flowWith('Schedule, cron: "30 * * * *"', 'disabled: true'))
    await harness.advance(HOUR)
    expect(await executions(harness)).toEqual([])
    await harness.save(flowWith('Schedule, cron: "30 * * * *"'))
    await harness.settle()
    expect(await dates(harness)).toEqual(['2026-01-02T03:30:00Z'])
    await client.deleteFlow(harness.caller, 'company.team', 'nightly')
    expect(await harness.storage.triggers.find(KEY)).toBeNull()
    await harness.advance(5 * HOUR)
    expect(await dates(harness)).toHaveLength(1)
  })

  it('that are unknown, or not looked at by time, are refused by name', async () => {
    const harness = await (await open()).harness()
    await harness.save(flowWith('Webhook, key: k'))
    const disable = (triggerId: string) =>
      harness.engine.client.setTriggerDisabled(harness.caller, { ...KEY, triggerId }, true)
    await expect(disable('zz')).rejects.toMatchObject({
      code: 'TRIGGER_NOT_FOUND',
      message: expect.stringContaining('`zz`'),
    })
    await expect(disable('t')).rejects.toThrow(/set `disabled` in the flow/)
  })
})

describe.each(SHARED_DATABASES)('schedules over the end of a process on %s', (kind) => {
  const open = useDatabase(kind)

  it.each([
    ['ALL', ['2026-01-02T04:00:00Z', '2026-01-02T05:00:00Z', '2026-01-02T06:00:00Z']],
    ['LAST', ['2026-01-02T06:00:00Z']],
    ['NONE', []],
  ])('with %s make up for %j', async (recover, expected) => {
    const { database, harness } = await open()
    const first = await harness()
    await first.save(flowWith(`Schedule, cron: "0 * * * *", recoverMissedSchedules: ${recover}`))
    await first.engine.close()
    await first.storage.close()
    first.clock.advance(3 * HOUR)
    const storage = await database.reopen?.()
    if (storage === undefined) throw new Error('This database cannot be opened twice')
    const second = await harness({ storage, idPrefix: 'second', clock: first.clock })
    await second.settle()
    expect(await dates(second)).toEqual(expected)
    expect(await nextAt(second)).toBe('2026-01-02T07:00:00.000Z')
  })

  it('make rows for flows that have none, and drop those that belong to none', async () => {
    const { database, harness } = await open()
    const first = await harness()
    await first.save(flowWith('Schedule, cron: "0 * * * *"'))
    await first.engine.close()
    const row = await first.storage.triggers.find(KEY)
    if (row === null) throw new Error('there is no row')
    const stray = { ...row, triggerId: 'stray' }
    await first.storage.commits.commit([
      {
        guards: [],
        writes: [
          { kind: 'trigger-remove', key: KEY },
          { kind: 'trigger-put', row: stray },
        ],
        audit: [],
      },
    ])
    await first.storage.close()
    const storage = await database.reopen?.()
    if (storage === undefined) throw new Error('This database cannot be opened twice')
    const second = await harness({ storage, idPrefix: 'second' })
    expect(await storage.triggers.find(KEY)).toMatchObject({ nextAt: row.nextAt })
    expect(await storage.triggers.find(stray)).toBeNull()
    await second.settle()
  })
})
