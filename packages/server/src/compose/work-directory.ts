import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Where this process keeps files for as long as it works with them: of tasks that run, of uploads that are being taken. */
export interface WorkDirectory {
  /** For this process alone: one that is refused the database must not touch what the other works with. */
  readonly path: string
  /** Removes the directories of processes that are gone. Call it once it is certain that there is no other. */
  clearLeftovers(): Promise<void>
  close(): Promise<void>
}

/** Makes the directory of this process below `root`; `name` is nobody else's. */
export async function openWorkDirectory(root: string, name: string): Promise<WorkDirectory> {
  const path = join(root, name)
  await mkdir(path, { recursive: true, mode: 0o700 })
  return {
    path,
    async clearLeftovers() {
      for (const other of await readdir(root)) {
        if (other !== name) await rm(join(root, other), { recursive: true, force: true })
      }
    },
    close: () => rm(path, { recursive: true, force: true }),
  }
}
