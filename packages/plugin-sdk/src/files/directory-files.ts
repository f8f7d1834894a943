import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, type FileContent, relativeSegments } from '@countersign/core'

/** A regular file found in a directory. */
export interface DirectoryFile {
  /** Relative to the directory, with slashes on every system. */
  readonly path: string
  /** Bytes. */
  readonly size: number
}

/**
 * Writes a file into a directory in which programs of others have worked: neither a `..` in `name` nor a symbolic link on the
 * way leads out of it. Folders are made; a file of that name is replaced.
 *
 * @throws AppError FILE_URI_INVALID when the name leads out, or a link or file is where a folder should be
 */
export async function writeIntoDirectory(
  directory: string,
  name: string,
  content: string | Uint8Array | FileContent,
): Promise<void> {
  const segments = relativeSegments(name)
  let folder = directory
  for (const segment of segments.slice(0, -1)) {
    folder = join(folder, segment)
    await mkdir(folder).catch(async (error: unknown) => {
      if (!(await isFolder(folder))) throw leadsOut(name, error)
    })
  }
  const file = await openOwn(join(folder, segments.at(-1) ?? ''), name)
  try {
    if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content)
    else for await (const piece of content) await file.appendFile(piece)
  } finally {
    await file.close()
  }
}

/** All regular files of a directory at any depth, in order of their paths. Symbolic links are not followed and not listed. */
export async function listDirectory(directory: string): Promise<readonly DirectoryFile[]> {
  const files: DirectoryFile[] = []
  async function walk(folder: string, prefix: string): Promise<void> {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) await walk(path, `${prefix}${entry.name}/`)
      else if (entry.isFile()) files.push({ path: prefix + entry.name, size: (await lstat(path)).size })
    }
  }
  await walk(directory, '')
  return files.sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** The content of a file that `listDirectory` found; a link that has taken its place meanwhile is not followed. */
export async function* readFromDirectory(directory: string, path: string): AsyncGenerator<Uint8Array> {
  const file = await open(join(directory, ...relativeSegments(path)), constants.O_RDONLY | NO_FOLLOW)
  yield* file.createReadStream()
}

/** Windows knows no such flag; there links need rights that tasks do not have. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0

function openOwn(path: string, name: string) {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | NO_FOLLOW
  return open(path, flags, 0o600).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw code === 'ELOOP' || code === 'EISDIR' ? leadsOut(name, error) : error
  })
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() === true
}

function leadsOut(name: string, cause: unknown): AppError {
  const text = `\`${name}\` cannot be written: a symbolic link, or a file or folder of that name, is in its way`
  return new AppError('FILE_URI_INVALID', text, { cause })
}
