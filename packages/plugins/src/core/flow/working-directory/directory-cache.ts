import { createHash } from 'node:crypto'
import { chmod, lstat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createGlob,
  listDirectory,
  relativeSegments,
  type TaskContext,
  writeIntoDirectory,
} from '@countersign/plugin-sdk'
import { type PackedFile, packFiles, readFirstEntry, unpackFiles } from './archive.ts'

type CacheContext = Pick<TaskContext, 'cache' | 'workingDir' | 'log' | 'now'>

/** First entry of an archive: what is in it, so that an unchanged directory is not packed again. */
const INDEX = '.index'

/**
 * Puts the files of the last execution into the directory, unless they are older than `ttlMs`. An archive that cannot be read is
 * taken for none: the tasks make the files anew.
 */
export async function restoreCache({ cache, workingDir, log, now }: CacheContext, ttlMs?: number): Promise<void> {
  const kept = await cache.read()
  if (kept === undefined) return log('DEBUG', 'There is no cache yet')
  if (ttlMs !== undefined && kept.storedAt + ttlMs <= now()) return log('DEBUG', 'The cache has grown too old')
  const directory = await workingDir()
  try {
    let count = 0
    for await (const { name, mode, mtime, content } of unpackFiles(kept.content)) {
      if (name === INDEX) continue
      await writeIntoDirectory(directory, name, content)
      const path = join(directory, ...relativeSegments(name))
      await chmod(path, mode & 0o777)
      await utimes(path, mtime, mtime)
      count += 1
    }
    log('DEBUG', `Took ${count} files out of the cache`)
  } catch (error) {
    log('WARN', `The cache cannot be read and is not used: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Keeps the files that a pattern fits, when they are not those that are kept already. Links are left out: they could lead anywhere. */
export async function saveCache({ cache, workingDir, log }: CacheContext, patterns: readonly string[]): Promise<void> {
  const directory = await workingDir()
  const isWanted = createGlob(patterns)
  const files: PackedFile[] = []
  for (const { path } of await listDirectory(directory)) {
    if (!isWanted(path)) continue
    const { size, mode, mtime } = await lstat(join(directory, ...relativeSegments(path)))
    files.push({ path, size, mode, mtime })
  }
  const index = indexOf(files)
  const kept = await cache.read()
  if (kept !== undefined && (await isSame(kept.content, index))) return log('DEBUG', 'The cache is as it was')
  try {
    await cache.write(await packFiles(directory, files, { name: INDEX, text: index }))
    log('DEBUG', `Put ${files.length} files into the cache`)
  } catch (error) {
    // A cache saves time and nothing else: the tasks have done their work.
    log('WARN', `The cache could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Archives keep whole seconds. */
function indexOf(files: readonly PackedFile[]): string {
  const lines = files.map(({ path, size, mtime }) => `${path} ${size} ${Math.floor(mtime.getTime() / 1000)}`)
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

async function isSame(content: Parameters<typeof readFirstEntry>[0], index: string): Promise<boolean> {
  try {
    const first = await readFirstEntry(content)
    return first?.name === INDEX && first.text === index
  } catch {
    return false
  }
}
