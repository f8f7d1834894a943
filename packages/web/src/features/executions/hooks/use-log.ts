import type { LogEntry, LogLevelName } from '@countersign/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../../lib/api/client.ts'
import type { StreamStatus } from '../../../lib/stream/follow-stream.ts'
import { useStream } from '../../../lib/stream/use-stream.ts'
import { appendLines, EMPTY_LOG, type LogBuffer } from '../model/log-buffer.ts'

/** Lines that come in quick succession are shown together, at most this often. */
const FLUSH_MS = 120

/** The log of an execution, from its first line on and live. */
export function useLog(
  tenant: string,
  executionId: string,
  minLevel: LogLevelName,
): { readonly log: LogBuffer; readonly stream: StreamStatus } {
  const [log, setLog] = useState<LogBuffer>(EMPTY_LOG)
  const incoming = useRef<LogEntry[]>([])
  const flushTimer = useRef<number | null>(null)
  const open = useCallback(
    (signal: AbortSignal) => api.forTenant(tenant).logs.follow(executionId, { minLevel }, { signal }),
    [tenant, executionId, minLevel],
  )
  const stopTimer = useCallback(() => {
    if (flushTimer.current !== null) window.clearTimeout(flushTimer.current)
    flushTimer.current = null
  }, [])
  const flush = useCallback(() => {
    stopTimer()
    const lines = incoming.current
    incoming.current = []
    setLog((shown) => appendLines(shown, lines))
  }, [stopTimer])
  useEffect(() => {
    incoming.current = []
    setLog(EMPTY_LOG)
    return stopTimer
    // Another execution or level is another log.
  }, [stopTimer])
  const stream = useStream<LogEntry>(open, {
    onStart() {
      incoming.current = []
      setLog(EMPTY_LOG)
    },
    onEvent(entry) {
      incoming.current.push(entry)
      flushTimer.current ??= window.setTimeout(flush, FLUSH_MS)
    },
  })
  return { log, stream }
}
