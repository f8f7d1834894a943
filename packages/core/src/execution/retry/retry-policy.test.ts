import { describe, expect, it } from 'vitest'
import type { RetryPolicy } from '../../flow/policies.ts'
import { nextTryAt } from './retry-policy.ts'

const LIMITS = { maxAttempts: null, maxDurationMs: null, warningOnRetry: false, behavior: 'RETRY_FAILED_TASK' } as const
const constant: RetryPolicy = { ...LIMITS, type: 'constant', intervalMs: 1_000 }
const tries = (count: number, now = 0) => ({ count, firstBeganAt: 0, now })
const never = () => {
  throw new Error('no random number is needed')
}

describe('nextTryAt()', () => {
  it('waits the same time each time when it is constant', () => {
    expect(nextTryAt(constant, tries(1, 10), never)).toBe(1_010)
    expect(nextTryAt(constant, tries(7, 10), never)).toBe(1_010)
  })

  it('multiplies the interval up to its maximum when it is exponential', () => {
    const policy: RetryPolicy = { ...LIMITS, type: 'exponential', intervalMs: 100, maxIntervalMs: 500, delayFactor: 2 }
    expect([1, 2, 3, 4].map((count) => nextTryAt(policy, tries(count), never))).toEqual([100, 200, 400, 500])
  })

  it('draws the interval when it is random', () => {
    const policy: RetryPolicy = { ...LIMITS, type: 'random', minIntervalMs: 100, maxIntervalMs: 200 }
    expect(nextTryAt(policy, tries(1), () => 0)).toBe(100)
    expect(nextTryAt(policy, tries(1), () => 0.999)).toBe(199)
  })

  it('gives up when the attempts, the first among them, are used up', () => {
    expect(nextTryAt({ ...constant, maxAttempts: 3 }, tries(2), never)).toBe(1_000)
    expect(nextTryAt({ ...constant, maxAttempts: 3 }, tries(3), never)).toBeNull()
  })

  it('gives up when the next one would begin after the time for it', () => {
    expect(nextTryAt({ ...constant, maxDurationMs: 2_000 }, tries(1, 1_000), never)).toBe(2_000)
    expect(nextTryAt({ ...constant, maxDurationMs: 2_000 }, tries(1, 1_001), never)).toBeNull()
  })
})
