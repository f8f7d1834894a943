import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock, OwnerStore } from '@countersign/core'
import { type Kysely, sql } from 'kysely'
import type { HeldLock, ProcessLock } from '../dialects/process-lock.ts'
import type { Database } from '../schema/database.ts'
import { databaseInUse } from './database-in-use.ts'

interface OwnerStoreOptions {
  readonly lock: ProcessLock
  /** For writing. */
  readonly db: Kysely<Database>
  readonly clock: Clock
}

/** How long to wait before a lock is tried again. */
const RETRY_MS = 100

export function createOwnerStore({ lock, db, clock }: OwnerStoreOptions): OwnerStore {
  return {
    acquire: async ({ owner, host, pid, now, leaseMs, waitMs }) => {
      const held = await acquireWithin(lock, waitMs)
      if (!held) throw await databaseInUse(db)
      await takeOver(db, { id: owner, host, pid, acquired_at: now, lease_until: now + leaseMs }, now)
      const setLease = async (until: number) => {
        await db.updateTable('owners').set({ lease_until: until }).where('id', '=', owner).execute()
      }
      return {
        owner,
        renew: async (until) => {
          await held.check()
          await setLease(until)
        },
        onLost: (callback) => held.onLost(callback),
        release: async () => {
          // The lease first: whoever gets the lock next must find it ended. The lock goes even when that fails.
          try {
            await setLease(clock.now())
          } finally {
            await held.release()
          }
        },
      }
    },
  }
}

async function acquireWithin(lock: ProcessLock, waitMs: number): Promise<HeldLock | null> {
  for (let waited = 0; ; waited += RETRY_MS) {
    const held = await lock.tryAcquire()
    if (held || waited >= waitMs) return held
    await sleep(Math.min(RETRY_MS, waitMs - waited))
  }
}

/** Holding the lock proves that all earlier owners are gone: their leases end, and those that left no job are forgotten. */
async function takeOver(db: Kysely<Database>, row: Database['owners'], now: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('owners').set({ lease_until: now }).where('lease_until', '>', now).execute()
    await transaction
      .deleteFrom('owners')
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('jobs').select(sql`1`.as('one')).whereRef('owner', '=', 'owners.id'))),
      )
      .execute()
    await transaction
      .insertInto('owners')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  })
}
