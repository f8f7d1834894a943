/** Milliseconds since the epoch. The only source of time. */
export interface Clock {
  now(): number
}

/** Makes ids: UUIDv7 written as 22 base-62 characters, so that they sort by time of creation. */
export interface Ids {
  next(): string
}

/** Hashing for the audit chain and for tokens; browser-safe packages get it from outside. */
export interface Hasher {
  /** Lower-case hex SHA-256 of the UTF-8 bytes of `text`. */
  sha256(text: string): string
}

/** The parts of the program that write operator logs. */
export type LogComponent =
  | 'server'
  | 'http'
  | 'auth'
  | 'engine'
  | 'worker'
  | 'timers'
  | 'triggers'
  | 'storage'
  | 'cli'
  | 'demo'

/** Structured operator logging: a constant message, data in fields, never a secret. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
  child(fields: Readonly<{ component?: LogComponent } & Record<string, unknown>>): Logger
}
