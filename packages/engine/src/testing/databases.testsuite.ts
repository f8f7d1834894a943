import { createTestStorage, type TestStorage, type TestStorageKind, testHasher } from '@countersign/storage/testing'
import { afterEach, inject } from 'vitest'
import { createFakeClock } from './fake-clock.ts'
import { createEngineHarness, type EngineHarness, type EngineHarnessOptions } from './harness.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** The databases that engine tests run on. */
export const DATABASES = ['sqlite-memory', 'postgres'] as const

/** Databases that a second process can open. */
export const SHARED_DATABASES = ['sqlite-file', 'postgres'] as const

/** What a test opened; everything is closed after it. */
export interface OpenedDatabase {
  readonly database: TestStorage
  /** An engine over the database as it was opened first, or over `storage`. */
  harness(options?: Partial<EngineHarnessOptions>): Promise<EngineHarness>
}

/** Opens an empty database for the test that calls it, and ends its engines and the database when the test is over. */
export function useDatabase(kind: TestStorageKind): () => Promise<OpenedDatabase> {
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end()
  })
  return async () => {
    const clock = createFakeClock()
    const database = await createTestStorage(kind, { clock, postgresUrl: inject('postgresUrl') })
    endings.push(() => database.close())
    return {
      database,
      async harness(options = {}) {
        const harness = await createEngineHarness({ storage: database.storage, hasher: testHasher, clock, ...options })
        endings.push(() => harness.engine.close())
        return harness
      },
    }
  }
}
