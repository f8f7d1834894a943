import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes sure that a database file exists and that only its owner may read it, and its directory if that is new; SQLite gives
 * the files that it adds (`-wal`, `-shm`) the same permissions.
 *
 * An existing file is never opened here: closing it would drop the locks that SQLite holds on it in this process.
 */
export function createPrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    chmodSync(path, 0o600)
  }
}
