import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TaskContext } from '../task-context.ts'

/**
 * Lets `use` work in a directory that is its own, and removes it afterwards. It is within the working directory, which tasks may
 * share: no name that is chosen there meets a file of another task, or a link that a program has left.
 */
export async function withScratchDirectory<T>(
  context: Pick<TaskContext, 'workingDir'>,
  use: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(await context.workingDir(), '.scratch-'))
  try {
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
