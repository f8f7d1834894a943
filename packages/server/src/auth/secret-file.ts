import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The key that signs sessions: kept in the data directory, made at the first start. */
export function sessionSecret(dataDirectory: string): string {
  return keptSecret(dataDirectory, 'session-secret', () => randomBytes(48).toString('base64url'))
}

/** A secret in a file of the data directory, readable by its owner alone; `make` gives it when it is not there yet. */
export function keptSecret(dataDirectory: string, name: string, make: () => string): string {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const file = join(dataDirectory, name)
  try {
    writeFileSync(file, make(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // The file is there from an earlier start; every other failure shows when it is read.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8').trim()
}
