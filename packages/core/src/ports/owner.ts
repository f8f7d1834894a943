/**
 * Ownership of a database. Until the distributed mode is built one process owns it: a lock that the operating system or the
 * database server releases when the process dies, and a lease row that recovery goes by.
 */
export interface OwnerLock {
  /** Id of this process's ownership; jobs carry it. */
  readonly owner: string
  /** Extends the lease to `until` (ms). */
  renew(until: number): Promise<void>
  /** Calls back once when the lock was lost (the connection that holds it broke): the process must stop. */
  onLost(callback: (reason: Error) => void): void
  /** Ends the lease and releases the lock. */
  release(): Promise<void>
}

export interface OwnerStore {
  /**
   * Takes the lock, then ends the leases of all earlier owners: holding the lock proves that they are gone.
   * @throws AppError DATABASE_IN_USE when another process holds it after `waitMs`.
   */
  acquire(options: {
    readonly owner: string
    readonly host: string
    readonly pid: number
    readonly now: number
    readonly leaseMs: number
    readonly waitMs: number
  }): Promise<OwnerLock>
}
