import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock, Hasher, Logger } from '@countersign/core'
import { createStorage, type SqlStorage } from '../create-storage.ts'
import { createPostgresDatabase } from './postgres-database.ts'
import { createSilentLogger } from './silent-logger.ts'

/** The databases that every store must work on. */
export type TestStorageKind = 'sqlite-memory' | 'sqlite-file' | 'postgres'

export interface TestStorageOptions {
  /** URL of a PostgreSQL server for a user who may create databases; needed for `postgres` only. */
  readonly postgresUrl?: string
  readonly clock?: Clock
  readonly hasher?: Hasher
  readonly logger?: Logger
}

export interface TestStorage {
  readonly storage: SqlStorage
  /** Opens the same database once more, as another process would. Null for a database in memory. */
  readonly reopen: (() => Promise<SqlStorage>) | null
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
    clock: options.clock ?? { now: () => Date.now() },
    hasher: options.hasher ?? testHasher,
    logger: options.logger ?? createSilentLogger(),
  }
  switch (kind) {
    case 'sqlite-memory': {
      const storage = await createStorage({ memory: true, ...ports })
      return { storage, reopen: null, close: () => storage.close() }
    }
    case 'sqlite-file': {
      const directory = await mkdtemp(join(tmpdir(), 'countersign-storage-'))
      return openTwice(
        () => createStorage({ file: join(directory, 'countersign.db'), ...ports }),
        () => rm(directory, { recursive: true, force: true }),
      )
    }
    case 'postgres': {
      const database = await createPostgresDatabase(options.postgresUrl)
      return openTwice(() => createStorage({ url: database.url, ...ports }), database.remove)
    }
  }
}

async function openTwice(open: () => Promise<SqlStorage>, remove: () => Promise<void>): Promise<TestStorage> {
  const opened: SqlStorage[] = []
  const track = async () => {
    const storage = await open()
    opened.push(storage)
    return storage
  }
  return {
    storage: await track(),
    reopen: track,
    close: async () => {
      for (const storage of opened.reverse()) await storage.close()
      await remove()
    },
  }
}
