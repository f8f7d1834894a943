import { AppError } from '@countersign/core'

/** SQLite's codes for a file that it cannot work with, in words. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [8, 'it cannot be written'],
  [10, 'reading or writing it fails; see whether the disk is full or broken'],
  [11, 'it is damaged; put a backup in its place'],
  [13, 'the disk is full'],
  [14, 'it cannot be opened'],
  [23, 'it may not be used'],
  [26, 'it is not a database'],
])

/** A failure of SQLite at the start as an `AppError` that names the file; any other error as it is. */
export function explainUnusable(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null
  // The lower byte is the kind of error, the rest says more about it.
  const reason = code === null ? undefined : REASONS.get(code & 0xff)
  if (reason === undefined) return error
  return new AppError('DATABASE_UNAVAILABLE', `The database ${path} cannot be used: ${reason}.`, { cause: error })
}
