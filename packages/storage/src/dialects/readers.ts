import type { Kysely } from 'kysely'
import type { Database } from '../schema/database.ts'
import type { SqlFeatures } from './sql-features.ts'

/** How the stores read. */
export interface Readers {
  /** For reads of a few rows by key, which the engine waits for. */
  readonly quick: Kysely<Database>
  /** For reads that may touch many rows: they must not keep the engine from working meanwhile. */
  readonly large: Kysely<Database>
  readonly features: SqlFeatures
}
