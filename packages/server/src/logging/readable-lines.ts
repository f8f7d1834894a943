import pretty from 'pino-pretty'

/** Lines of JSON written to this come out on standard error as people read them. In this process: a thread for it costs more. */
export function openReadableLines(): NodeJS.WritableStream {
  return pretty({ destination: process.stderr, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })
}
