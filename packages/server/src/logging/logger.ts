import type { Logger } from '@countersign/core'
import { pino } from 'pino'

/** Fields whose values never reach a log, whoever passes them. */
const REDACTED = [
  'password',
  '*.password',
  'token',
  '*.token',
  'secret',
  '*.secret',
  'authorization',
  '*.authorization',
  'cookie',
  '*.cookie',
  'req.headers.authorization',
  'req.headers.cookie',
]

interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Where the lines go; standard error by default, so that standard output stays for results. */
  readonly destination?: NodeJS.WritableStream
}

/** Operator logs through pino: lines of structured JSON. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = { level: options.level, base: null, redact: { paths: REDACTED, censor: '******' } }
  return adapt(pino(settings, options.destination ?? process.stderr))
}

type Sink = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error' | 'child'>

function adapt(sink: Sink): Logger {
  return {
    debug: (message, fields) => sink.debug(fields ?? {}, message),
    info: (message, fields) => sink.info(fields ?? {}, message),
    warn: (message, fields) => sink.warn(fields ?? {}, message),
    error: (message, fields) => sink.error(fields ?? {}, message),
    child: (fields) => adapt(sink.child(fields)),
  }
}
