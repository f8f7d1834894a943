import type { Clock } from '@countersign/core'

/** Wakes parts of the engine at an instant. The only place where the engine waits for time to pass. */
export interface Alarms {
  /** Calls back once, at `at` (milliseconds since the epoch) or soon after it; returns how to call it off. */
  set(at: number, callback: () => void): () => void
}

/** The longest delay that a Node timer can hold. */
const MAX_DELAY_MS = 2 ** 31 - 1

/** Alarms of the machine. They do not keep the process alive: what has work to do has a lease or a connection that does. */
export function createSystemAlarms(clock: Clock): Alarms {
  return {
    set(at, callback) {
      let timer: NodeJS.Timeout
      const wait = () => {
        const delay = Math.max(0, at - clock.now())
        timer = delay > MAX_DELAY_MS ? setTimeout(wait, MAX_DELAY_MS) : setTimeout(callback, delay)
        timer.unref()
      }
      wait()
      return () => clearTimeout(timer)
    },
  }
}
