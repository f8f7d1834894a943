import type { RetryPolicy } from '../../flow/policies.ts'
import type { Plan, PlanNode } from '../plan.ts'

/**
 * The retry that applies to a task: its own, or else that of the nearest task around it, or else the flow's (engine.md 3.7). A
 * flowable's retry is for the tasks inside of it, never for itself.
 */
export function retryPolicyOf({ flow }: Plan, node: PlanNode): RetryPolicy | null {
  for (let one: PlanNode | null = node; one !== null; one = one.parent)
    if (one.task.retry !== undefined) return one.task.retry
  return flow.retry ?? null
}

/** How often something was tried so far, and since when. */
interface Tries {
  /** At least 1. */
  readonly count: number
  readonly firstBeganAt: number
  readonly now: number
}

/** When to try again; null when a limit is reached. `random` gives a number from 0 (inclusive) to 1 (exclusive). */
export function nextTryAt(
  policy: RetryPolicy,
  { count, firstBeganAt, now }: Tries,
  random: () => number,
): number | null {
  if (policy.maxAttempts !== null && count >= policy.maxAttempts) return null
  const next = now + delayAfter(policy, count, random)
  return policy.maxDurationMs !== null && next > firstBeganAt + policy.maxDurationMs ? null : next
}

/**
 * `exponential` multiplies the interval anew with each try. (Kestra's grows by a sum, and its first retry comes at once.)
 */
function delayAfter(policy: RetryPolicy, count: number, random: () => number): number {
  switch (policy.type) {
    case 'constant':
      return policy.intervalMs
    case 'exponential':
      return Math.min(policy.maxIntervalMs, policy.intervalMs * policy.delayFactor ** (count - 1))
    case 'random':
      return policy.minIntervalMs + Math.floor(random() * (policy.maxIntervalMs - policy.minIntervalMs))
  }
}
