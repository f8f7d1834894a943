import type { CommitUnit, Guard, Storage, TriggerKey, TriggerRow } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { type ContractSubject, freshTenant, guarded, unit, write } from './contract-subject.ts'
import type { SampleRecords } from './sample-records.ts'

/** What the scheduler reads spans all tenants: tests look at their own rows among everything due. */
const EVERYTHING = 100_000

/** What every `TriggerStore` does, and what guards say about triggers. */
export function describeTriggerStore(subject: ContractSubject): void {
  describeRows(subject)
  describeWindowsAndEvents(subject)
  describeGuards(subject)

  it('Flows with triggers are found in all tenants, at their newest revision', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const trigger = { id: 't', type: 'Schedule', disabled: false, properties: { cron: '@daily' } }
    const flows = [
      records.flow({ id: 'with', triggers: [trigger] }),
      records.flow({ id: 'without', triggers: [] }),
      records.flow({ id: 'no-more', triggers: [trigger] }),
      records.flow({ id: 'deleted', triggers: [trigger], deleted: true }),
    ]
    await write(storage, ...flows.map((row) => ({ kind: 'flow-save', row }) as const))
    const changed = records.flow({ id: 'no-more', revision: 2, triggers: [], description: '"triggers":[]' })
    await write(storage, { kind: 'flow-save', row: changed })

    const own = (await storage.flows.withTriggers()).filter(({ tenant }) => tenant === records.tenant)
    expect(own).toEqual([flows[0]])
  })
}

const put = (row: TriggerRow) => ({ kind: 'trigger-put', row }) as const

const keyOf = ({ tenant, namespace, flowId, triggerId }: TriggerKey): TriggerKey => ({
  tenant,
  namespace,
  flowId,
  triggerId,
})

function describeRows(subject: ContractSubject): void {
  describe('rows', () => {
    const dueOf = async (storage: Storage, { tenant }: SampleRecords, now: number) =>
      (await storage.triggers.due(now, EVERYTHING)).filter((row) => row.tenant === tenant)

    it('A row is kept whole, changed and removed', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const row = records.trigger({
        stopAfter: ['FAILED'],
        evaluation: { owner: 'o1', since: 5 },
        backfill: {
          start: 1,
          end: 2,
          currentDate: 1,
          paused: true,
          inputs: { n: 2n ** 60n },
          labels: [{ key: 'a', value: 'b' }],
          previousNextAt: null,
        },
      })
      await write(storage, put(row))
      expect(await storage.triggers.find(row)).toEqual(row)

      const changed = { ...row, version: 2, disabled: true, backfill: null, evaluation: null, executionId: 'e' }
      await write(storage, put(changed))
      expect(await storage.triggers.ofFlow(records.tenant, row.namespace, row.flowId)).toEqual([changed])
      await write(storage, { kind: 'trigger-remove', key: keyOf(row) })
      expect(await storage.triggers.find(row)).toBeNull()
    })

    it('Due triggers come in due order; what holds a trigger back keeps it from being due', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const at = (nextAt: number | null, more: Partial<TriggerRow> = {}) => records.trigger({ nextAt, ...more })
      const paused = { start: 0, end: 9, currentDate: 0, paused: true, inputs: {}, labels: [], previousNextAt: 9 }
      const [late, early] = [at(20), at(10)]
      const held = [
        at(30),
        at(null),
        at(5, { disabled: true }),
        at(5, { dormant: true }),
        at(5, { executionId: 'e' }),
        at(5, { evaluation: { owner: 'o', since: 1 } }),
        at(5, { backfill: paused }),
      ]
      await write(storage, ...[late, early, ...held].map(put))

      expect(await dueOf(storage, records, 20)).toEqual([early, late])
      const going = at(1, { backfill: { ...paused, paused: false } })
      await write(storage, put(going))
      expect(await dueOf(storage, records, 1)).toEqual([going])
      expect(await storage.triggers.due(20, 1)).toHaveLength(1)
    })

    it('The next instant is that of the earliest trigger that is not held back', async () => {
      const { storage } = subject()
      const row = freshTenant().trigger({ nextAt: -700 })
      await write(storage, put(row))
      expect(await storage.triggers.nextDueAt()).toBe(-700)
      await write(storage, put({ ...row, version: 2, executionId: 'e' }))
      expect(await storage.triggers.nextDueAt()).not.toBe(-700)
      await write(storage, { kind: 'trigger-remove', key: keyOf(row) })
    })

    it('All rows can be read at once', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const rows = [records.trigger(), records.trigger({ evaluation: { owner: 'o', since: 1 } })]
      await write(storage, ...rows.map(put))
      expect((await storage.triggers.all()).filter(({ tenant }) => tenant === records.tenant)).toEqual(rows)
    })

    it('Searching filters, sorts, pages and counts', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const named = (namespace: string, triggerId: string, nextAt: number | null = 1) =>
        records.trigger({ namespace, triggerId, nextAt })
      await write(storage, ...[named('b', 'two', 9), named('a', 'one', null), named('b.c', 'Three', 3)].map(put))
      const ids = async (search: object, field = 'triggerId', descending = false) => {
        const page = { page: 1, size: 10, sort: [{ field, descending }] }
        const { items, total } = await storage.triggers.search(records.tenant, search, page)
        expect(total).toBe(items.length)
        return items.map(({ triggerId }) => triggerId)
      }
      expect(await ids({})).toEqual(['Three', 'one', 'two'])
      expect(await ids({}, 'nextExecutionDate', true)).toEqual(['one', 'two', 'Three'])
      expect(await ids({ namespace: [{ operator: 'PREFIX', values: ['b'] }] })).toEqual(['Three', 'two'])
      expect(await ids({ text: 'three' })).toEqual(['Three'])
      expect(await ids({ triggerId: [{ operator: 'EQUALS', values: ['one'] }] })).toEqual(['one'])
      const second = await storage.triggers.search(records.tenant, {}, { page: 2, size: 2, sort: [] })
      expect([second.total, second.items.map(({ triggerId }) => triggerId)]).toEqual([3, ['Three']])
      await expect(ids({}, 'nope')).rejects.toThrow('cannot be sorted by "nope"')
    })
  })
}

function describeWindowsAndEvents(subject: ContractSubject): void {
  describe('windows and events', () => {
    it('Records of a flow are kept, replaced and forgotten', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const [one, two] = [records.window(), records.window({ conditionId: 'other' })]
      await write(storage, { kind: 'window-put', row: one }, { kind: 'window-put', row: two })
      const grown = { ...one, version: 2, results: ['condition_1', 'condition_2'] }
      await write(storage, { kind: 'window-put', row: grown })
      const own = () => storage.triggers.windows(records.tenant, one.namespace, one.flowId)
      expect(await own()).toEqual([grown, two])
      await write(storage, { kind: 'window-remove', key: keyOf(two), conditionId: 'other' })
      expect(await own()).toEqual([grown])
    })

    it('Events are read oldest first until they are removed', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const events = [records.event({ release: 't' }), records.event()]
      await write(storage, ...events.toReversed().map((row) => ({ kind: 'event-add', row }) as const))
      const own = async () =>
        (await storage.triggers.events(EVERYTHING)).filter(({ tenant }) => tenant === records.tenant)
      expect(await own()).toEqual(events)
      await write(storage, ...events.map(({ id }) => ({ kind: 'event-remove', id }) as const))
      expect(await own()).toEqual([])
    })
  })
}

function describeGuards(subject: ContractSubject): void {
  describe('guards', () => {
    const outcomes = (storage: Storage, ...units: readonly CommitUnit[]) => storage.commits.commit(units)

    it('A unit about a trigger is stale when its row has another version, also within a group', async () => {
      const { storage } = subject()
      const row = freshTenant().trigger()
      const guard = (version: number): Guard => ({ kind: 'trigger-version', key: keyOf(row), version })
      const to = (version: number) => put({ ...row, version })
      expect(
        await outcomes(storage, guarded([guard(0)], to(1)), guarded([guard(0)], to(1)), guarded([guard(1)], to(2))),
      ).toEqual(['committed', 'stale', 'committed'])
      expect(await outcomes(storage, guarded([guard(1)], to(2)))).toEqual(['stale'])
      const remove = { kind: 'trigger-remove', key: keyOf(row) } as const
      expect(await outcomes(storage, unit(remove), guarded([guard(2)], to(3)), guarded([guard(0)], to(1)))).toEqual([
        'committed',
        'stale',
        'committed',
      ])
    })

    it('A record is guarded by its version', async () => {
      const { storage } = subject()
      const row = freshTenant().window()
      const guard = (version: number): Guard => ({
        kind: 'window-version',
        key: keyOf(row),
        conditionId: row.conditionId,
        version,
      })
      const written = { kind: 'window-put', row } as const
      expect(await outcomes(storage, guarded([guard(0)], written), guarded([guard(0)], written))).toEqual([
        'committed',
        'stale',
      ])
      const forget = { kind: 'window-remove', key: keyOf(row), conditionId: row.conditionId } as const
      expect(await outcomes(storage, guarded([guard(1)], forget), guarded([guard(0)], written))).toEqual([
        'committed',
        'committed',
      ])
    })

    it('An event is dealt with once', async () => {
      const { storage } = subject()
      const row = freshTenant().event()
      const guard: Guard = { kind: 'event-present', id: row.id }
      const take = { kind: 'event-remove', id: row.id } as const
      expect(await outcomes(storage, guarded([guard], take))).toEqual(['stale'])
      expect(
        await outcomes(storage, unit({ kind: 'event-add', row }), guarded([guard], take), guarded([guard], take)),
      ).toEqual(['committed', 'committed', 'stale'])
    })
  })
}
