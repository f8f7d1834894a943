import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAppError } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { createStorage } from '../../create-storage.ts'
import { testHasher } from '../../testing/create-test-storage.ts'
import { createSilentLogger } from '../../testing/silent-logger.ts'
import { explainUnusable } from './unusable.ts'

describe('a database file that cannot be used', () => {
  it('is named with the reason', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-unusable-'))
    try {
      const file = join(directory, 'countersign.db')
      writeFileSync(file, 'this is no database, only some text that is long enough to be looked at'.repeat(20))
      const opened = createStorage({ file, hasher: testHasher, clock: { now: () => 0 }, logger: createSilentLogger() })
      const error = await opened.then(
        () => null,
        (reason: unknown) => reason,
      )
      expect(isAppError(error) && [error.code, error.message]).toEqual([
        'DATABASE_UNAVAILABLE',
        `The database ${file} cannot be used: it is not a database.`,
      ])
    } finally {
      rmSync(directory, { recursive: true })
    }
  })

  it('leaves every other error as it is', () => {
    const error = new Error('something else')
    expect(explainUnusable(error, 'x')).toBe(error)
  })
})
