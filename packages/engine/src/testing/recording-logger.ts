import type { Logger } from '@countersign/core'

export interface RecordedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A logger that keeps its lines, so that tests can look at them. */
export interface RecordingLogger extends Logger {
  readonly lines: readonly RecordedLine[]
}

/** Makes a logger whose children write into the same list. */
export function createRecordingLogger(): RecordingLogger {
  const lines: RecordedLine[] = []

  function loggerWith(scope: Readonly<Record<string, unknown>>): RecordingLogger {
    const write =
      (level: RecordedLine['level']) =>
      (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
        lines.push({ level, message, fields: { ...scope, ...fields } })
      }
    return {
      lines,
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (fields) => loggerWith({ ...scope, ...fields }),
    }
  }

  return loggerWith({})
}
