import { DatabaseSync } from 'node:sqlite'
import type { HeldLock, ProcessLock } from '../process-lock.ts'
import { createPrivateFile } from './private-file.ts'

/** Result code of SQLite for "somebody else holds the lock". */
const SQLITE_BUSY = 5

/**
 * A lock held by a transaction that stays open on a file beside the database. SQLite holds it as a lock of the operating
 * system, which ends with the process however it ends; the file itself means nothing and stays.
 */
export function createFileLock(path: string): ProcessLock {
  let database: DatabaseSync | null = null
  const letGo = async () => {
    database?.close()
    database = null
  }
  return {
    tryAcquire: async () => {
      createPrivateFile(path)
      const opened = new DatabaseSync(path, { timeout: 0 })
      try {
        opened.exec('begin exclusive')
      } catch (error) {
        opened.close()
        if (isBusy(error)) return null
        throw error
      }
      database = opened
      // A file lock cannot be taken away from a living process.
      return { onLost: () => undefined, check: async () => undefined, release: letGo } satisfies HeldLock
    },
    close: letGo,
  }
}

/** A database in memory belongs to its process from the start. */
export function createMemoryLock(): ProcessLock {
  const nothing = async () => undefined
  return { tryAcquire: async () => ({ onLost: () => undefined, check: nothing, release: nothing }), close: nothing }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
