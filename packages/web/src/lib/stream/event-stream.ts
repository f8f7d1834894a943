/** How a live view stands: getting ready, live, lost and trying again, or over because nothing more can come. */
export type StreamStatus = 'connecting' | 'live' | 'lost' | 'ended'

/** The part of the browser's `EventSource` that is used, so that tests can give another. */
export interface EventSourceLike {
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<string>) => void) | null
  onerror: ((event: Event) => void) | null
  close(): void
}

export interface EventStreamOptions {
  readonly url: string
  /** `kind` is what the API puts into the event's `id` line: `start`, `progress`, `end` ... */
  readonly onEvent: (kind: string, data: string) => void
  readonly onStatus: (status: StreamStatus) => void
  /** True for the event after which the server closes on purpose. */
  readonly isLast: (kind: string) => boolean
  readonly connect: (url: string) => EventSourceLike
  readonly setTimer: (work: () => void, ms: number) => () => void
}

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000

/**
 * Follows a stream of the API until its last event or `close()`. A lost connection says so and comes back by itself, after
 * 1, 2, 4 ... 30 seconds; a successful event resets the wait. The browser's own reconnecting is not used: it gives up on
 * any answer that is not 200, as during a restart of the server.
 */
export function followStream(options: EventStreamOptions): { close(): void } {
  let source: EventSourceLike | null = null
  let cancelRetry: (() => void) | null = null
  let retryMs = FIRST_RETRY_MS
  let closed = false

  function open(): void {
    const current = options.connect(options.url)
    source = current
    current.onopen = () => {
      if (!closed) options.onStatus('live')
    }
    current.onmessage = (event) => {
      if (closed) return
      retryMs = FIRST_RETRY_MS
      options.onEvent(event.lastEventId, event.data)
      if (!options.isLast(event.lastEventId)) return
      close()
      options.onStatus('ended')
    }
    current.onerror = () => {
      if (closed) return
      current.close()
      options.onStatus('lost')
      cancelRetry = options.setTimer(open, retryMs)
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
    }
  }

  function close(): void {
    closed = true
    cancelRetry?.()
    source?.close()
  }

  options.onStatus('connecting')
  open()
  return { close }
}
