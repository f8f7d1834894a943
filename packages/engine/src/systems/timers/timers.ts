import type { Clock, Logger, Timer } from '@countersign/core'
import type { Activity } from '../activity.ts'
import type { Alarms } from '../alarms.ts'

/** Fires rows when they are due: timers of executions, and triggers. */
export interface Timers {
  /** Fires what is overdue, in due order, then sleeps until the next one. */
  start(): void
  /** A timer was armed: wakes earlier than planned when it is due earlier. */
  armed(dueAt: number): void
  /** Looks for due timers now; resolves once those that were found are dealt with. */
  sweep(): Promise<void>
  close(): Promise<void>
}

interface TimersOptions<Row> {
  readonly work: {
    /** Rows that are due at or before `now`, in due order. */
    dueTimers(now: number, limit: number): Promise<readonly Row[]>
    /** When the next one is due, or null. */
    nextTimerAt(): Promise<number | null>
  }
  /** Does what the row is for. Resolves once it is due no more; rejects when that could not be written. */
  readonly fire: (row: Row) => Promise<void>
  readonly activity: Activity
  readonly alarms: Alarms
  readonly clock: Clock
  readonly logger: Logger
  /** Rows that are read at once. */
  readonly batch?: number
}

const RETRY_MS = 1_000

/**
 * Timers are rows; this only sleeps until the next of them and fires it. A row is gone once the commit that took it is
 * durable, so each is fired once however often this process dies.
 */
export function createTimers<Row = Timer>(options: TimersOptions<Row>): Timers {
  const { work, fire, activity, alarms, clock, logger, batch = 256 } = options
  let plannedAt: number | null = null
  let callOff: () => void = () => {}
  let sweeping: Promise<void> | null = null
  let lookAgain = false
  let closed = false

  function plan(at: number): void {
    if (closed || (plannedAt !== null && plannedAt <= at)) return
    callOff()
    plannedAt = at
    callOff = alarms.set(at, () => {
      plannedAt = null
      void sweep()
    })
  }

  function sweep(): Promise<void> {
    if (closed) return Promise.resolve()
    lookAgain = true
    sweeping ??= activity.track(sweepUntilQuiet())
    return sweeping
  }

  /**
   * What is armed while this looks for the next one may be missing in the answer, so it looks again. Between the last look at
   * `lookAgain` and the end nothing is awaited: whoever arms later begins a new sweep.
   */
  async function sweepUntilQuiet(): Promise<void> {
    try {
      while (lookAgain && !closed) {
        lookAgain = false
        await fireDue()
        const next = closed ? null : await work.nextTimerAt()
        if (next !== null && !lookAgain) plan(Math.max(next, clock.now() + 1))
      }
    } catch (error) {
      logger.warn('Timers could not be read or fired; trying again', { inMs: RETRY_MS, error })
      plan(clock.now() + RETRY_MS)
    } finally {
      sweeping = null
    }
  }

  /** All of a batch are handed over in due order, and share commits; the next batch is read when their rows are gone. */
  async function fireDue(): Promise<void> {
    for (;;) {
      const due = await work.dueTimers(clock.now(), batch)
      if (due.length === 0 || closed) return
      await Promise.all(due.map((row) => fire(row)))
    }
  }

  return {
    start: () => void sweep(),
    armed(dueAt) {
      if (dueAt <= clock.now()) void sweep()
      else plan(dueAt)
    },
    sweep,
    async close() {
      closed = true
      callOff()
      await sweeping
    },
  }
}
