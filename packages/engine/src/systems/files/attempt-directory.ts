import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@countersign/core'

/** The working directory of one attempt, if it wants one. */
export interface AttemptDirectory {
  /** Absolute path; the directory is made when it is first asked for, readable by this user alone. */
  path(): Promise<string>
  /** Removes it with all that is in it. What cannot be removed is logged: an attempt does not fail by it. */
  remove(): Promise<void>
}

export function createAttemptDirectory(root: string, logger: Logger): AttemptDirectory {
  let made: Promise<string> | null = null

  async function make(): Promise<string> {
    await mkdir(root, { recursive: true, mode: 0o700 })
    return mkdtemp(join(root, 'attempt-'))
  }

  return {
    path() {
      made ??= make()
      return made
    },
    async remove() {
      if (made === null) return
      try {
        await rm(await made, { recursive: true, force: true })
      } catch (error) {
        logger.warn('The working directory of an attempt could not be removed', { error })
      }
    },
  }
}
