import type { CommitOutcome, CommitStore, CommitUnit, Logger } from '@countersign/core'
import type { Activity } from '../activity.ts'

/** Writes units in groups: the only way from the engine to the database. */
export interface Committer {
  /**
   * Queues a unit and resolves once it is durable (`committed`), or was left out because a guard did not hold (`stale`).
   * `apply` runs right after the commit, before the unit's effects go out: the place to bring memory in line with the rows.
   * @throws what the store rejected with; nothing of the unit was written then, unless the connection broke in the commit
   * itself, in which case its guards make a repetition stale.
   */
  commit(unit: CommitUnit, apply?: () => void): Promise<CommitOutcome>
  /** Resolves once everything queued so far has been written or refused. */
  flush(): Promise<void>
  /** Refuses every unit from now on with `reason`, queued ones included. A group that is being written may still land. */
  stop(reason: Error): void
}

interface Pending {
  readonly unit: CommitUnit
  readonly apply: (() => void) | undefined
  readonly resolve: (outcome: CommitOutcome) => void
  readonly reject: (error: unknown) => void
}

interface CommitterOptions {
  readonly commits: CommitStore
  readonly activity: Activity
  readonly logger: Logger
  /** What a committed unit sets in motion: jobs, timers, messages, live views. Called in commit order. */
  readonly afterCommit: (unit: CommitUnit) => void
  /** Upper bound of units in one transaction. */
  readonly maxGroupUnits?: number
  /** A group is closed once it holds this many writes, so that one transaction stays short. */
  readonly maxGroupWrites?: number
}

/**
 * Group commit. One group is written at a time; what is queued meanwhile forms the next. When nothing is being written, a
 * group closes at the end of the current round of the event loop: everything that finished in the same moment shares it,
 * and nothing waits for company. A group that the database refuses is written again unit by unit, so that one bad unit
 * does not take others with it.
 */
export function createCommitter(options: CommitterOptions): Committer {
  const { commits, activity, logger, afterCommit, maxGroupUnits = 256, maxGroupWrites = 8_192 } = options
  let pending: Pending[] = []
  let running: Promise<void> | null = null
  let stopped: Error | null = null

  function takeGroup(): readonly Pending[] {
    let writes = 0
    let size = 0
    while (size < pending.length && size < maxGroupUnits && (size === 0 || writes < maxGroupWrites)) {
      writes += pending[size]?.unit.writes.length ?? 0
      size += 1
    }
    const group = pending.slice(0, size)
    pending = pending.slice(size)
    return group
  }

  async function run(): Promise<void> {
    do {
      await endOfRound()
      if (stopped === null) await writeGroup(takeGroup())
    } while (pending.length > 0)
    running = null
  }

  async function writeGroup(group: readonly Pending[]): Promise<void> {
    try {
      const outcomes = await commits.commit(group.map((one) => one.unit))
      group.forEach((one, index) => {
        finish(one, outcomes[index] ?? 'stale')
      })
    } catch (error) {
      if (group.length === 1) return group[0]?.reject(error)
      logger.warn('A group commit failed; its units are written one by one', { units: group.length, error })
      for (const one of group) await writeGroup([one])
    }
  }

  function finish(one: Pending, outcome: CommitOutcome): void {
    try {
      if (outcome === 'committed') {
        one.apply?.()
        afterCommit(one.unit)
      }
      one.resolve(outcome)
    } catch (error) {
      // The rows are durable, so this is a bug in the engine's own bookkeeping: whoever asked must hear of it.
      one.reject(error)
    }
  }

  return {
    commit(unit, apply) {
      if (stopped !== null) return Promise.reject(stopped)
      const done = new Promise<CommitOutcome>((resolve, reject) => pending.push({ unit, apply, resolve, reject }))
      running ??= run()
      return activity.track(done)
    },
    async flush() {
      while (running !== null) await running
    },
    stop(reason) {
      stopped = reason
      for (const one of pending.splice(0)) one.reject(reason)
    },
  }
}

/** After the callbacks of this round of the event loop, so that all of them can put their units into the group. */
function endOfRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
