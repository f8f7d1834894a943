import { EVENT_STREAM_TYPE } from '@countersign/contract'

/** Headers of a stream of events: nothing on the way may keep or gather it. */
const HEADERS = { 'cache-control': 'no-cache', 'x-accel-buffering': 'no' } as const

/**
 * Written when nothing else was for a while, so that nobody on the way takes the connection for dead. A stream also looks
 * then whether what it follows is still there: a deletion rings no bell.
 */
export const HEARTBEAT = ': ping\n\n'
export const HEARTBEAT_MS = 5_000

/** The answer that streams these frames. */
export function eventStreamAnswer(stream: AsyncIterable<string>) {
  return { status: 200, type: EVENT_STREAM_TYPE, headers: HEADERS, stream } as const
}

/** One event. Its kind is in the `id` line and there is no `event` line, as Kestra has it (observed/api.md H77). */
export function eventFrame(kind: string, json: string): string {
  return `id: ${kind}\ndata: ${json}\n\n`
}

/** Wakes a waiting stream. Rings that come while nobody waits are remembered as one. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, after `ms`, or at once when the signal is aborted. */
  wait(ms: number): Promise<'rung' | 'time' | 'aborted'>
  /** Resolves after `ms` or when the signal is aborted, rings or no rings. */
  rest(ms: number): Promise<void>
}

export function createBell(signal: AbortSignal): Bell {
  let rung = false
  let wake: (() => void) | null = null

  function pause(ms: number, untilRung: boolean): Promise<void> {
    if (signal.aborted || (untilRung && rung)) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        if (wake === end) wake = null
        resolve()
      }
      const timer = setTimeout(end, ms)
      signal.addEventListener('abort', end)
      if (untilRung) wake = end
    })
  }

  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(ms) {
      await pause(ms, true)
      if (signal.aborted) return 'aborted'
      if (!rung) return 'time'
      rung = false
      return 'rung'
    },
    rest: (ms) => pause(ms, false),
  }
}
