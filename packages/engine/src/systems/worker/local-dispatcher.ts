import type { Clock, Job, Logger } from '@countersign/core'
import type { Activity } from '../activity.ts'
import type { Alarms } from '../alarms.ts'
import type { Dispatcher, JobRunner, StopReason } from './dispatcher.ts'

interface LocalDispatcherOptions {
  readonly run: JobRunner
  readonly activity: Activity
  readonly alarms: Alarms
  readonly clock: Clock
  readonly logger: Logger
  /** Attempts that may run at once. */
  readonly concurrency: number
}

interface RunningJob {
  readonly stop: AbortController
  readonly over: Promise<void>
}

/** Creating children is short work of the engine's own: it never waits behind attempts that take their time. */
const CHILD_CONCURRENCY = 64

/** After a failure of the engine's own (a database that is away), never of a task. */
const RETRY_MS = 2_000

/** Does the jobs in this process: attempts with bounded concurrency, in the order in which they were committed. */
export function createLocalDispatcher(options: LocalDispatcherOptions): Dispatcher {
  const { run, activity, alarms, clock, logger, concurrency } = options
  const running = new Map<string, RunningJob>()
  const lanes = {
    attempt: { waiting: new Map<string, { job: Job; done: () => void }>(), busy: 0, limit: concurrency },
    'start-child': { waiting: new Map<string, { job: Job; done: () => void }>(), busy: 0, limit: CHILD_CONCURRENCY },
  } satisfies Record<Job['kind'], unknown>
  let closed = false

  function pump(kind: Job['kind']): void {
    const lane = lanes[kind]
    while (!closed && lane.busy < lane.limit) {
      const [first] = lane.waiting
      if (first === undefined) return
      const [key, { job, done }] = first
      lane.waiting.delete(key)
      start(key, job, done)
    }
  }

  function start(key: string, job: Job, done: () => void): void {
    const lane = lanes[job.kind]
    const stop = new AbortController()
    lane.busy += 1
    const over = run(job, stop.signal)
      .catch((error: unknown) => {
        if (closed || stop.signal.aborted) return
        logger.error('A job could not be done; it is tried again', {
          executionId: job.executionId,
          inMs: RETRY_MS,
          error,
        })
        alarms.set(clock.now() + RETRY_MS, () => dispatch(job))
      })
      .finally(() => {
        running.delete(key)
        lane.busy -= 1
        done()
        pump(job.kind)
      })
    running.set(key, { stop, over })
  }

  function dispatch(job: Job): void {
    const key = keyOf(job.taskRunId, job.attempt)
    const lane = lanes[job.kind]
    if (closed || running.has(key) || lane.waiting.has(key)) return
    lane.waiting.set(key, { job, done: activity.begin() })
    // Not at once: the turn that asked for it is still being taken over into memory.
    setImmediate(pump, job.kind)
  }

  async function finished(): Promise<void> {
    await Promise.all([...running.values()].map((job) => job.over))
  }

  return {
    dispatch,
    cancel(taskRunId, attempt) {
      const key = keyOf(taskRunId, attempt)
      for (const lane of Object.values(lanes)) {
        lane.waiting.get(key)?.done()
        lane.waiting.delete(key)
      }
      running.get(key)?.stop.abort('cancelled' satisfies StopReason)
    },
    async close(graceMs) {
      closed = true
      for (const lane of Object.values(lanes)) {
        for (const { done } of lane.waiting.values()) done()
        lane.waiting.clear()
      }
      if (running.size > 0 && graceMs > 0) await Promise.race([finished(), expired(alarms, clock, graceMs)])
      for (const job of running.values()) job.stop.abort('handed-back' satisfies StopReason)
    },
    finished,
  }
}

function keyOf(taskRunId: string, attempt: number): string {
  return `${taskRunId}#${attempt}`
}

function expired(alarms: Alarms, clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => alarms.set(clock.now() + delayMs, resolve))
}
