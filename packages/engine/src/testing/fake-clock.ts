import type { Clock } from '@countersign/core'
import type { Alarms } from '../systems/alarms.ts'

/** Time that stands still until a test moves it, with the alarms that depend on it. */
export interface FakeClock extends Clock, Alarms {
  /** Moves time on and rings the alarms that became due, in due order. */
  advance(ms: number): void
}

/** 2026-01-02T03:04:05Z, where every test begins unless it says otherwise. */
export const TEST_EPOCH = Date.UTC(2026, 0, 2, 3, 4, 5)

export function createFakeClock(start: number = TEST_EPOCH): FakeClock {
  let now = start
  let alarms: { readonly at: number; readonly callback: () => void }[] = []

  function ringDue(): void {
    for (;;) {
      const due = alarms.filter((alarm) => alarm.at <= now).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) return
      alarms = alarms.filter((alarm) => alarm !== due)
      due.callback()
    }
  }

  return {
    now: () => now,
    set(at, callback) {
      const alarm = { at, callback }
      alarms.push(alarm)
      return () => {
        alarms = alarms.filter((other) => other !== alarm)
      }
    },
    advance(ms) {
      now += ms
      ringDue()
    },
  }
}
