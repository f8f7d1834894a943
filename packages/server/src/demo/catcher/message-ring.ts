import type { Clock } from '@countersign/core'
import type { CaughtMail, CaughtMessage, CaughtRequest } from './caught-message.ts'

type Unstamped<T> = Omit<T, 'id' | 'at'>

/** Keeps the newest messages; older ones are forgotten. */
export interface MessageRing {
  add(message: Unstamped<CaughtRequest> | Unstamped<CaughtMail>): void
  /** Newest first. */
  list(): readonly CaughtMessage[]
  clear(): void
}

/** Makes a ring of `capacity` messages. */
export function createMessageRing(clock: Clock, capacity: number): MessageRing {
  let messages: readonly CaughtMessage[] = []
  let count = 0
  return {
    add(message) {
      count += 1
      messages = [{ ...message, id: String(count), at: clock.now() }, ...messages].slice(0, capacity)
    },
    list: () => messages,
    clear() {
      messages = []
    },
  }
}
