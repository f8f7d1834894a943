import type { LogEntry } from '@countersign/contract'

/** So many lines are kept in view; the file has all of them. */
const MAX_LINES = 5_000

/** A log line with a number that tells it from others that look the same. */
export interface LogLine {
  readonly number: number
  readonly entry: LogEntry
}

/** The lines that are shown, and how many went before them. */
export interface LogBuffer {
  readonly lines: readonly LogLine[]
  readonly total: number
}

export const EMPTY_LOG: LogBuffer = { lines: [], total: 0 }

/** Adds lines at the end; beyond `max` the oldest leave. */
export function appendLines(buffer: LogBuffer, entries: readonly LogEntry[], max = MAX_LINES): LogBuffer {
  if (entries.length === 0) return buffer
  const added = entries.map((entry, index) => ({ number: buffer.total + index + 1, entry }))
  return { lines: [...buffer.lines, ...added].slice(-max), total: buffer.total + entries.length }
}
