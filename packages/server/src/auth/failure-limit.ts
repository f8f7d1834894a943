import { AppError, type Clock } from '@countersign/core'

const WINDOW_MS = 60_000
const MAX_ADDRESSES = 10_000

/** Counts failed logins by address, so that passwords cannot be tried out. */
export interface FailureLimit {
  /** @throws AppError LOGIN_LIMITED when the address has failed too often in the last minute. */
  assertMayTry(address: string): void
  failed(address: string): void
}

export function createFailureLimit(options: { readonly perMinute: number; readonly clock: Clock }): FailureLimit {
  const failures = new Map<string, { count: number; readonly since: number }>()

  function current(address: string): { count: number; readonly since: number } | null {
    const entry = failures.get(address)
    if (entry !== undefined && options.clock.now() - entry.since < WINDOW_MS) return entry
    failures.delete(address)
    return null
  }

  return {
    assertMayTry(address) {
      const entry = current(address)
      if (entry === null || entry.count < options.perMinute) return
      const seconds = Math.ceil((entry.since + WINDOW_MS - options.clock.now()) / 1000)
      throw new AppError('LOGIN_LIMITED', `Too many failed logins from this address; try again in ${seconds} s`, {
        details: { retryAfterSeconds: seconds },
      })
    },
    failed(address) {
      const entry = current(address)
      if (entry !== null) entry.count += 1
      else {
        const oldest = failures.keys().next()
        if (failures.size >= MAX_ADDRESSES && oldest.done !== true) failures.delete(oldest.value)
        failures.set(address, { count: 1, since: options.clock.now() })
      }
    },
  }
}
