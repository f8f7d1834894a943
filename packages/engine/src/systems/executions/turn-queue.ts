import type { Clock, Logger } from '@countersign/core'
import type { Activity } from '../activity.ts'

/** Decides whose turn is next, among all executions that have something to do. */
export interface TurnQueue {
  /** Queues a turn. An execution that is queued or in its turn already must not be queued again by its caller. */
  push(executionId: string, urgent: boolean): void
  /** Moves a queued execution before all that are not urgent. */
  hurry(executionId: string): void
  /** Starts no further turn; resolves once those that had begun are over. */
  stop(): Promise<void>
}

interface TurnQueueOptions {
  /** One turn of one execution; never rejects. */
  readonly turn: (executionId: string) => Promise<void>
  readonly activity: Activity
  readonly clock: Clock
  readonly logger: Logger
  /** Turns that may be going on at once: loading, deciding or waiting for their commit. */
  readonly maxTurns?: number
}

/** Turns start in slices of this length, so that requests from outside are read in between. */
const SLICE_MS = 10

/**
 * First come, first served, kills before all others. An execution that has more to do queues up again behind the others, so
 * that a long loop and a thousand short flows progress side by side. Many turns are under way at once: their commits share
 * transactions.
 */
export function createTurnQueue({ turn, activity, clock, logger, maxTurns = 512 }: TurnQueueOptions): TurnQueue {
  const queued = new Map<string, { urgent: boolean; readonly done: () => void }>()
  const urgentLane: string[] = []
  let lane: string[] = []
  let head = 0
  let going = 0
  let scheduled = false
  let stopped = false
  let whenStill: (() => void)[] = []

  function next(): string | undefined {
    const urgent = urgentLane.shift()
    if (urgent !== undefined) return urgent
    const id = lane[head]
    if (id === undefined) return undefined
    head += 1
    if (head > 1_024 && head * 2 > lane.length) {
      lane = lane.slice(head)
      head = 0
    }
    return id
  }

  function schedule(): void {
    if (scheduled || stopped) return
    scheduled = true
    setImmediate(slice)
  }

  function slice(): void {
    scheduled = false
    const until = clock.now() + SLICE_MS
    while (!stopped && going < maxTurns) {
      const id = next()
      if (id === undefined) return
      start(id)
      if (clock.now() >= until) return schedule()
    }
  }

  function start(id: string): void {
    const entry = queued.get(id)
    // An execution that was hurried stands in both lanes; its second appearance means nothing.
    if (entry === undefined) return
    queued.delete(id)
    going += 1
    turn(id)
      .catch((error: unknown) => logger.error('A turn failed unexpectedly', { executionId: id, error }))
      .finally(() => {
        going -= 1
        entry.done()
        if (going === 0) for (const still of whenStill.splice(0)) still()
        if (queued.size > 0) schedule()
      })
  }

  return {
    push(id, urgent) {
      if (stopped || queued.has(id)) return
      queued.set(id, { urgent, done: activity.begin() })
      if (urgent) urgentLane.push(id)
      else lane.push(id)
      if (going < maxTurns) schedule()
    },
    hurry(id) {
      const entry = queued.get(id)
      if (entry === undefined || entry.urgent) return
      entry.urgent = true
      urgentLane.push(id)
      schedule()
    },
    async stop() {
      stopped = true
      for (const entry of queued.values()) entry.done()
      queued.clear()
      if (going > 0) await new Promise<void>((resolve) => whenStill.push(resolve))
      whenStill = []
    },
  }
}
