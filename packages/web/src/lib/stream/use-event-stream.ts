import { useEffect, useRef, useState } from 'react'
import { followStream, type StreamStatus } from './event-stream.ts'

/**
 * Follows a stream of the API while the component is shown; `url` null follows nothing. The latest `onEvent` is called
 * for each event, and the status is returned for a view that must say when it is not live.
 */
export function useEventStream(
  url: string | null,
  onEvent: (kind: string, data: string) => void,
  lastKind: string | null = 'end',
): StreamStatus {
  const [status, setStatus] = useState<StreamStatus>('connecting')
  const latest = useRef(onEvent)
  useEffect(() => {
    latest.current = onEvent
  })
  useEffect(() => {
    if (url === null) return
    const stream = followStream({
      url,
      onEvent: (kind, data) => latest.current(kind, data),
      onStatus: setStatus,
      isLast: (kind) => kind === lastKind,
      connect: (address) => new EventSource(address),
      setTimer(work, ms) {
        const timer = window.setTimeout(work, ms)
        return () => window.clearTimeout(timer)
      },
    })
    return () => stream.close()
  }, [url, lastKind])
  return status
}
