import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir, stat, unlink } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import {
  AppError,
  type FileContent,
  type FileStat,
  type FileStorage,
  filePath,
  filePrefixPath,
  fileUri,
} from '@countersign/core'

/** Where files are written before they get their place. No tenant has a name with a dot at its start. */
const UNFINISHED = '.unfinished'

/** A `FileStorage` that knows what a crash of an earlier process left behind. */
export interface LocalFileStorage extends FileStorage {
  /** Removes what other processes left unfinished. Call it once it is certain that there is no other. */
  clearLeftovers(): Promise<void>
}

/**
 * The internal storage in a directory of this machine: `<root>/<tenant>/<path of the URI>`. A file is written under another name,
 * brought to disk and then renamed, so that it is there whole or not at all, after a power cut too.
 *
 * @throws Error of the file system when the directory cannot be made or written to
 */
export async function openLocalFileStorage(root: string): Promise<LocalFileStorage> {
  const own = randomUUID()
  const unfinished = join(root, UNFINISHED, own)
  await mkdir(unfinished, { recursive: true, mode: 0o700 })

  const place = (tenant: string, segments: readonly string[]) => join(root, tenantFolder(tenant), ...segments)

  async function statOf(tenant: string, uri: string): Promise<FileStat | null> {
    const segments = filePath(uri)
    const found = await ifThere(stat(place(tenant, segments)))
    if (found?.isFile() !== true) return null
    return { uri: fileUri(segments), size: found.size, modifiedAt: Math.trunc(found.mtimeMs) }
  }

  async function list(tenant: string, prefix: string): Promise<readonly FileStat[]> {
    const folder = filePrefixPath(prefix)
    const files: FileStat[] = []
    for (const segments of await filesBelow(place(tenant, folder))) {
      const found = await statOf(tenant, fileUri([...folder, ...segments]))
      if (found !== null) files.push(found)
    }
    return files.sort((one, other) => (one.uri < other.uri ? -1 : 1))
  }

  return {
    stat: statOf,
    list,
    async clearLeftovers() {
      for (const name of await readdir(join(root, UNFINISHED))) {
        if (name !== own) await rm(join(root, UNFINISHED, name), { recursive: true, force: true })
      }
    },
    async put(tenant, uri, content) {
      const segments = filePath(uri)
      const target = place(tenant, segments)
      const draft = join(unfinished, randomUUID())
      try {
        await writeDraft(draft, content)
        await moveInto(draft, target)
      } catch (error) {
        await rm(draft, { force: true })
        throw isPlaceTaken(error) ? placeTaken(uri, error) : error
      }
      const { size, mtimeMs } = await stat(target)
      return { uri: fileUri(segments), size, modifiedAt: Math.trunc(mtimeMs) }
    },
    async open(tenant, uri) {
      if ((await statOf(tenant, uri)) === null) {
        throw new AppError('FILE_NOT_FOUND', `There is no file \`${uri}\`; it was deleted, or never stored`)
      }
      return readFile(place(tenant, filePath(uri)))
    },
    async delete(tenant, uri) {
      if ((await statOf(tenant, uri)) === null) return false
      const target = place(tenant, filePath(uri))
      const gone = await ifThere(unlink(target).then(() => true))
      await removeEmptyFolders(dirname(target), root)
      return gone === true
    },
    async deletePrefix(tenant, prefix) {
      const folder = place(tenant, filePrefixPath(prefix))
      const { length } = await filesBelow(folder)
      await rm(folder, { recursive: true, force: true })
      await removeEmptyFolders(dirname(folder), root)
      return length
    },
  }
}

/** Opened when it is first read, so that content that nobody reads holds nothing open. */
async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path)
}

async function writeDraft(path: string, content: FileContent | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    if (content instanceof Uint8Array) await file.writeFile(content)
    else for await (const piece of content) await writeAll(file, piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten
}

/** The folder may be removed by a deletion between its making and the renaming: then both are done once more. */
async function moveInto(draft: string, target: string): Promise<void> {
  const folder = dirname(target)
  for (let attempt = 0; ; attempt += 1) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    try {
      await rename(draft, target)
      break
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || attempt >= 3) throw error
    }
  }
  await syncFolder(folder)
}

/** Windows opens no folders; there a rename is durable by itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await ifThere(open(path, 'r'))
  if (folder === null) return
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Paths of all files below a folder, in segments. A folder that is not there has none. */
async function filesBelow(folder: string): Promise<readonly (readonly string[])[]> {
  const entries = await ifThere(readdir(folder, { recursive: true, withFileTypes: true }))
  if (entries === null) return []
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep),
    )
}

/** Executions come and go; their folders go with them. */
async function removeEmptyFolders(from: string, root: string): Promise<void> {
  for (let folder = from; folder !== root && folder.startsWith(root); folder = dirname(folder)) {
    try {
      await rmdir(folder)
    } catch {
      // Not empty, or somebody else was faster: either way the folders above are not ours to remove.
      return
    }
  }
}

/** Tenants are ids that the server checked; this keeps a name that is none from leading anywhere else. */
function tenantFolder(tenant: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(tenant)) return tenant
  throw new AppError('FILE_URI_INVALID', `\`${tenant}\` is no tenant that files can be kept for`)
}

async function ifThere<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
    throw error
  }
}

function isPlaceTaken(error: unknown): boolean {
  return ['EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY'].includes(codeOf(error))
}

function placeTaken(uri: string, cause: unknown): AppError {
  const text = `\`${uri}\` cannot be stored: a folder has this name, or a file has the name of one of its folders. Choose another name`
  return new AppError('FILE_URI_INVALID', text, { cause })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
