import type { Clock, Ids, Logger, OwnerLock, OwnerStore } from '@countersign/core'
import type { Alarms } from '../alarms.ts'

/** This process's ownership of the database. */
export interface Ownership {
  /** Name that jobs of this process carry. */
  readonly owner: string
  /** Takes the lock and begins to renew the lease. @throws AppError DATABASE_IN_USE */
  acquire(): Promise<void>
  /** Ends the lease and gives the lock back. Does nothing when it was never held, or lost. */
  release(): Promise<void>
}

interface OwnershipOptions {
  readonly owners: OwnerStore
  readonly ids: Ids
  readonly clock: Clock
  readonly alarms: Alarms
  readonly logger: Logger
  readonly lease: OwnerLease
  /** Called once when the lock is lost: everything must stop at once. */
  readonly onLost: (reason: Error) => void
}

/** How a process owns its database. */
export interface OwnerLease {
  readonly host: string
  readonly pid: number
  /** How long the lease lasts without renewal; it is renewed three times as often. */
  readonly leaseMs: number
  /** How long to wait for an owner that is about to leave. */
  readonly waitMs: number
}

export function createOwnership(options: OwnershipOptions): Ownership {
  const { owners, ids, clock, alarms, logger, lease, onLost } = options
  const owner = ids.next()
  let lock: OwnerLock | null = null
  let callOff: () => void = () => {}

  function renewLater(): void {
    callOff = alarms.set(clock.now() + Math.ceil(lease.leaseMs / 3), () => void renew())
  }

  async function renew(): Promise<void> {
    if (lock === null) return
    try {
      await lock.renew(clock.now() + lease.leaseMs)
    } catch (error) {
      // The lock itself is still held, so nobody else can have taken over: the next renewal makes up for this one.
      logger.warn('The lease on the database could not be renewed; trying again', { owner, error })
    }
    if (lock !== null) renewLater()
  }

  return {
    owner,
    async acquire() {
      lock = await owners.acquire({ owner, now: clock.now(), ...lease })
      lock.onLost((reason) => {
        if (lock === null) return
        lock = null
        callOff()
        onLost(reason)
      })
      renewLater()
    },
    async release() {
      const held = lock
      lock = null
      callOff()
      try {
        await held?.release()
      } catch (error) {
        // The next owner ends the lease: holding the lock proves that this process is gone.
        logger.warn('The database could not be released in order', { owner, error })
      }
    },
  }
}
