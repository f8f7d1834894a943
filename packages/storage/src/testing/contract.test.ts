import { afterAll, beforeAll, describe, inject } from 'vitest'
import './provided-context.ts'
import { describeCommitStore } from './commit.testsuite.ts'
import { createTestStorage, type TestStorage, type TestStorageKind } from './create-test-storage.ts'

const KINDS: readonly TestStorageKind[] = ['sqlite-memory', 'sqlite-file', 'postgres']

describe.each(KINDS)('Storage on %s', (kind) => {
  let opened: TestStorage
  beforeAll(async () => {
    opened = await createTestStorage(kind, { postgresUrl: inject('postgresUrl') })
  })
  afterAll(() => opened.close())
  const subject = () => opened

  describe('commits', () => describeCommitStore(subject))
})
