import { isAppError } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { type ContractSubject, freshTenant, write } from './contract-subject.ts'

/** What every `OwnerStore` does whose database more than one process can open. */
export function describeOwnerStore(subject: ContractSubject): void {
  const ask = (owner: string, overrides = {}) => ({
    owner,
    host: 'host-1',
    pid: 4711,
    now: 10_000,
    leaseMs: 1_000,
    waitMs: 0,
    ...overrides,
  })

  describe('ownership', () => {
    it('A second process is refused, and told who holds the database and what to do', async () => {
      const { storage, reopen } = subject()
      const lock = await storage.owners.acquire(ask('one'))
      const other = await reopen!()

      const refusal = await other.owners.acquire(ask('two', { waitMs: 150 })).then(
        () => null,
        (error: unknown) => error,
      )

      expect(isAppError(refusal) && refusal.code).toBe('DATABASE_IN_USE')
      expect(refusal).toMatchObject({
        message: expect.stringMatching(/process 4711 on host host-1.*Stop that process, or start this one with/),
        details: { pid: 4711, host: 'host-1', since: 10_000 },
      })
      await lock.release()
      await other.close()
    })

    it('Waiting for the lock ends as soon as the holder lets go', async () => {
      const { storage, reopen } = subject()
      const lock = await storage.owners.acquire(ask('one'))
      const other = await reopen!()

      const waiting = other.owners.acquire(ask('two', { waitMs: 10_000 }))
      await lock.release()

      expect((await waiting).owner).toBe('two')
      await (await waiting).release()
      await other.close()
    })

    it('Whoever takes the lock ends the leases of those before', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const owner = records.id()
      const job = records.job(records.taskRun(records.execution()), { owner })
      await write(storage, { kind: 'job-add', row: job })
      const first = await storage.owners.acquire(ask(owner, { leaseMs: 1_000_000 }))
      const orphans = async (now: number) =>
        (await storage.work.orphanedJobs(now, 10_000)).filter(({ tenant }) => tenant === records.tenant)
      expect(await orphans(20_000)).toEqual([])
      // As if the process had died: the lock goes, the row stays.
      await first.release()
      await first.renew(1_000_000).catch(() => undefined)

      const second = await storage.owners.acquire(ask(records.id(), { now: 20_000 }))

      expect(await orphans(20_000)).toEqual([job])
      await second.release()
    })

    it('Releasing ends the lease, and closing the storage gives the lock back', async () => {
      const { storage, reopen } = subject()
      const other = await reopen!()
      await other.owners.acquire(ask('closing'))
      await other.close()

      const lock = await storage.owners.acquire(ask('next'))
      await lock.release()
      const row = await storage.kysely.selectFrom('owners').selectAll().where('id', '=', 'next').executeTakeFirst()
      expect(row?.lease_until).toBe(subject().clock.now())
    })
  })
}
