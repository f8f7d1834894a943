import type { Clock } from '../ports/environment.ts'

/** A clock that stands still until the test moves it. */
export interface TestClock extends Clock {
  advance(ms: number): void
}

/** 2026-01-02T03:04:05.678Z, unless the test says otherwise. */
export const TEST_START = Date.UTC(2026, 0, 2, 3, 4, 5, 678)

export function createTestClock(start = TEST_START): TestClock {
  let now = start
  return {
    now: () => now,
    advance(ms) {
      now += ms
    },
  }
}
