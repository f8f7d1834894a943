/** A lock that the operating system or the database server releases when this process dies. */
export interface ProcessLock {
  /** Null when another process holds it. */
  tryAcquire(): Promise<HeldLock | null>
  /** Lets go of everything, also of a lock that is held. */
  close(): Promise<void>
}

/** The lock as its holder sees it. */
export interface HeldLock {
  /** Calls back once when the lock was lost without being released. */
  onLost(callback: (reason: Error) => void): void
  /** Rejects when the lock is lost already. */
  check(): Promise<void>
  release(): Promise<void>
}
