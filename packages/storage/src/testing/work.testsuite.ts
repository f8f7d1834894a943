import type { Job, Storage, Timer } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { type ContractSubject, freshTenant, write } from './contract-subject.ts'
import type { SampleRecords } from './sample-records.ts'

/** What recovery reads spans all tenants: tests look at their own rows among everything due. */
const EVERYTHING = 100_000

/** What every `WorkStore` does. */
export function describeWorkStore(subject: ContractSubject): void {
  describeTimers(subject)
  describeJobs(subject)

  it('Unfinished executions are those in the middle of a turn and those with messages, each once', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const cut = records.execution({ unfinishedTurn: true })
    const addressed = records.execution()
    const both = records.execution({ unfinishedTurn: true })
    const quiet = records.execution()
    const messages = [records.message(addressed), records.message(addressed), records.message(both)]
    await write(
      storage,
      ...[cut, addressed, both, quiet].map((row) => ({ kind: 'execution-insert', row }) as const),
      ...messages.map((row) => ({ kind: 'inbox-add', row }) as const),
    )
    const own = async () =>
      (await storage.work.unfinishedExecutions(EVERYTHING)).filter((id) => id.startsWith(records.tenant))

    expect(await own()).toEqual([cut.id, addressed.id, both.id])
    await write(
      storage,
      { kind: 'execution-update', row: { ...cut, unfinishedTurn: false } },
      ...messages.slice(0, 2).map(({ id }) => ({ kind: 'inbox-remove', id }) as const),
    )
    expect(await own()).toEqual([both.id])
    expect(await storage.work.unfinishedExecutions(1)).toHaveLength(1)
  })

  it('The inbox of an execution is in the order of its messages', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const execution = records.execution()
    const killed = records.message(execution)
    const ended = records.message(execution, {
      news: { kind: 'child-ended', taskRunId: 't1', childId: 'c1', state: 'SUCCESS', outputs: { n: 2n ** 60n } },
    })
    await write(
      storage,
      { kind: 'inbox-add', row: ended },
      { kind: 'inbox-add', row: killed },
      { kind: 'inbox-add', row: records.message(records.execution()) },
    )

    expect(await storage.work.inbox(execution.id)).toEqual([killed, ended])
  })
}

function describeTimers(subject: ContractSubject): void {
  describe('timers', () => {
    const dueOf = async (storage: Storage, { tenant }: SampleRecords, now: number): Promise<readonly Timer[]> =>
      (await storage.work.dueTimers(now, EVERYTHING)).filter((timer) => timer.tenant === tenant)

    it('Due timers come in due order, the limit cuts the latest', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const purposes = [
        { kind: 'start' },
        { kind: 'retry', taskRunId: 't1' },
        { kind: 'pause-expires', taskRunId: 't2', requestId: 'r1' },
      ] as const
      const [third, first, second] = purposes.map((purpose, index) =>
        records.timer(execution, { purpose, dueAt: [30, 10, 20][index]! }),
      )
      await write(storage, ...[third!, first!, second!].map((row) => ({ kind: 'timer-arm', row }) as const))

      expect(await dueOf(storage, records, 20)).toEqual([first, second])
      expect(await dueOf(storage, records, 9)).toEqual([])
      expect((await storage.work.dueTimers(EVERYTHING, 2)).length).toBeLessThanOrEqual(2)
    })

    it('The next instant is that of the earliest timer, armed again or not', async () => {
      const { storage } = subject()
      const timer = freshTenant().timer(freshTenant().execution(), { dueAt: -500 })
      await write(storage, { kind: 'timer-arm', row: timer })
      expect(await storage.work.nextTimerAt()).toBe(-500)

      await write(storage, { kind: 'timer-arm', row: { ...timer, dueAt: -400 } })
      expect(await storage.work.nextTimerAt()).toBe(-400)

      await write(storage, { kind: 'timer-disarm', id: timer.id })
      expect(await storage.work.nextTimerAt()).not.toBe(-400)
    })
  })
}

function describeJobs(subject: ContractSubject): void {
  describe('jobs', () => {
    const orphansOf = async (storage: Storage, { tenant }: SampleRecords, now: number): Promise<readonly Job[]> =>
      (await storage.work.orphanedJobs(now, EVERYTHING)).filter((job) => job.tenant === tenant)

    it('Jobs are orphaned when the lease of their owner is over, or when nobody knows their owner', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const run = records.taskRun(records.execution())
      const [owner, unknown] = [records.id(), records.id()]
      const owned = [0, 1].map((attempt) => records.job(run, { owner, attempt, createdAt: attempt }))
      const lost = records.job(run, { owner: unknown, attempt: 2, createdAt: 2, kind: 'start-child' })
      await write(storage, ...[...owned, lost].map((row) => ({ kind: 'job-add', row }) as const))
      const lock = await storage.owners.acquire({ owner, host: 'h', pid: 1, now: 1_000, leaseMs: 500, waitMs: 0 })

      expect(await orphansOf(storage, records, 1_499)).toEqual([lost])
      expect(await orphansOf(storage, records, 1_500)).toEqual([...owned, lost])
      await lock.renew(3_000)
      expect(await orphansOf(storage, records, 2_999)).toEqual([lost])
      await lock.release()
    })

    it('A job that is taken over has the new owner', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const job = records.job(records.taskRun(records.execution()), { owner: records.id() })
      await write(storage, { kind: 'job-add', row: job })
      const taken = { ...job, owner: records.id() }
      await write(storage, { kind: 'job-add', row: taken })

      expect(await orphansOf(storage, records, 0)).toEqual([taken])
      await write(storage, { kind: 'job-remove', taskRunId: job.taskRunId, attempt: job.attempt })
      expect(await orphansOf(storage, records, 0)).toEqual([])
    })
  })
}
