import type { Kysely } from 'kysely'
import type { Database } from '../schema/database.ts'
import type { ProcessLock } from './process-lock.ts'
import type { Readers } from './readers.ts'
import type { Writer } from './write-session.ts'

/** Which database is in use. */
export type DialectName = 'sqlite' | 'postgres'

/** An open database with its schema up to date: everything that the stores stand on. */
export interface OpenDatabase {
  readonly dialect: DialectName
  /** Reads and writes, taking turns with the writer where there is one connection for both. */
  readonly kysely: Kysely<Database>
  readonly readers: Readers
  readonly writer: Writer
  readonly lock: ProcessLock
  close(): Promise<void>
}
