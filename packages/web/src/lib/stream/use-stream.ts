import { useEffect, useRef, useState } from 'react'
import { followStream, type StreamStatus } from './follow-stream.ts'

interface StreamHandlers<Event> {
  readonly onStart?: () => void
  readonly onEvent: (event: Event) => void
}

/**
 * Follows a stream while the component is shown. `open` null follows nothing; a new `open` starts anew, so keep it stable.
 * The latest handlers are called.
 */
export function useStream<Event>(
  open: ((signal: AbortSignal) => AsyncIterable<Event>) | null,
  handlers: StreamHandlers<Event>,
): StreamStatus {
  const [status, setStatus] = useState<StreamStatus>('connecting')
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    if (open === null) return
    const stream = followStream<Event>({
      open,
      onStart: () => latest.current.onStart?.(),
      onEvent: (event) => latest.current.onEvent(event),
      onStatus: setStatus,
      wait,
    })
    return () => stream.close()
  }, [open])
  return status
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer)
      resolve()
    })
  })
}
