import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock, Hasher, Logger } from '@countersign/core'
import { createStorage, type DatabaseLocation, type SqlStorage } from '../create-storage.ts'
import { createMigratedPostgresDatabase } from './postgres-database.ts'
import { SAMPLE_NOW } from './sample-records.ts'
import { createSilentLogger } from './silent-logger.ts'

/** The databases that every store must work on. */
export type TestStorageKind = 'sqlite-memory' | 'sqlite-file' | 'postgres'

export interface TestStorageOptions {
  /** URL of a PostgreSQL server for a user who may create databases; needed for `postgres` only. */
  readonly postgresUrl?: string
  /** Default: stands still at `SAMPLE_NOW`. */
  readonly clock?: Clock
  readonly hasher?: Hasher
  readonly logger?: Logger
}

export interface TestStorage {
  readonly storage: SqlStorage
  /** Opens the same database once more, as another process would. Null for a database in memory. */
  readonly reopen: (() => Promise<SqlStorage>) | null
  /** Where it is, for tests that open connections of their own. */
  readonly location: DatabaseLocation
  readonly clock: Clock
  /** Closes every storage opened here and removes the database. */
  close(): Promise<void>
}

/** SHA-256 as the server computes it. */
export const testHasher: Hasher = {
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
}

/** Opens storage over a new, empty database of the given kind. */
export async function createTestStorage(kind: TestStorageKind, options: TestStorageOptions = {}): Promise<TestStorage> {
  const ports = {
    clock: options.clock ?? { now: () => SAMPLE_NOW },
    hasher: options.hasher ?? testHasher,
    logger: options.logger ?? createSilentLogger(),
  }
  const open = (location: DatabaseLocation) => createStorage({ ...location, ...ports })
  switch (kind) {
    case 'sqlite-memory': {
      const location = { memory: true } as const
      const storage = await open(location)
      return { storage, reopen: null, location, clock: ports.clock, close: () => storage.close() }
    }
    case 'sqlite-file': {
      const directory = await mkdtemp(join(tmpdir(), 'countersign-storage-'))
      const remove = () => rm(directory, { recursive: true, force: true })
      return trackOpened(open, { file: join(directory, 'countersign.db') }, remove, ports.clock)
    }
    case 'postgres': {
      const migrate = async (url: string) => (await open({ url })).close()
      const { url, remove } = await createMigratedPostgresDatabase(options.postgresUrl, migrate)
      return trackOpened(open, { url }, remove, ports.clock)
    }
  }
}

async function trackOpened(
  open: (location: DatabaseLocation) => Promise<SqlStorage>,
  location: DatabaseLocation,
  remove: () => Promise<void>,
  clock: Clock,
): Promise<TestStorage> {
  const opened: SqlStorage[] = []
  const reopen = async () => {
    const storage = await open(location)
    opened.push(storage)
    return storage
  }
  return {
    storage: await reopen(),
    reopen,
    location,
    clock,
    close: async () => {
      for (const storage of opened.reverse()) await storage.close()
      await remove()
    },
  }
}
