import { isApiError } from '@countersign/contract/client'

/**
 * How a live view stands: getting ready, live, lost and trying again, over because nothing more can come, or refused.
 */
export type StreamStatus = 'connecting' | 'live' | 'lost' | 'ended' | 'refused'

export interface FollowOptions<Event> {
  /** Opens the stream anew; it ends by itself when nothing more can come, and throws when the connection breaks. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Event>
  /** Called before the first event of each connection: a stream that starts anew sends what it has sent before. */
  readonly onStart?: () => void
  readonly onEvent: (event: Event) => void
  readonly onStatus: (status: StreamStatus) => void
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000

/**
 * Follows a stream of the API until it ends, is refused (gone, forbidden, signed out), or `close()`. A lost connection says
 * so and comes back by itself, after 1, 2, 4 ... 30 seconds; an event resets the wait.
 */
export function followStream<Event>(options: FollowOptions<Event>): { close(): void } {
  const controller = new AbortController()
  void run(options, controller.signal)
  return { close: () => controller.abort() }
}

async function run<Event>(options: FollowOptions<Event>, signal: AbortSignal): Promise<void> {
  let retryMs = FIRST_RETRY_MS
  options.onStatus('connecting')
  while (!signal.aborted) {
    try {
      let isFirst = true
      for await (const event of options.open(signal)) {
        if (signal.aborted) return
        if (isFirst) {
          options.onStart?.()
          options.onStatus('live')
          retryMs = FIRST_RETRY_MS
        }
        isFirst = false
        options.onEvent(event)
      }
      if (!signal.aborted) options.onStatus('ended')
      return
    } catch (error) {
      if (signal.aborted) return
      if (isRefusal(error)) return options.onStatus('refused')
      options.onStatus('lost')
    }
    await options.wait(retryMs, signal)
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
  }
}

/** True for an answer that another try will not change. */
function isRefusal(error: unknown): boolean {
  return isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 429
}
