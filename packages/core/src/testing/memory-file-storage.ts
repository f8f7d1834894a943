import { AppError } from '../errors/app-error.ts'
import { FILE_SCHEME, filePath, filePrefixPath, fileUri } from '../files/file-uri.ts'
import type { FileContent, FileStat, FileStorage } from '../ports/file-storage.ts'

/** All bytes of a content, for tests and small files. */
export async function bytesOf(content: FileContent | Uint8Array | string): Promise<Uint8Array> {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  if (content instanceof Uint8Array) return content
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** An internal storage that forgets: for tests of whatever works with files. */
export function createMemoryFileStorage(now: () => number = () => 0): FileStorage {
  const files = new Map<string, { readonly bytes: Uint8Array; readonly stat: FileStat }>()
  const keyOf = (tenant: string, uri: string) => `${tenant} ${fileUri(filePath(uri))}`

  function below(tenant: string, prefix: string) {
    const path = filePrefixPath(prefix)
    const folder = path.length === 0 ? `${FILE_SCHEME}/` : `${fileUri(path)}/`
    return [...files].filter(([key]) => key.startsWith(`${tenant} ${folder}`)).sort(([a], [b]) => (a < b ? -1 : 1))
  }

  return {
    async put(tenant, uri, content) {
      const key = keyOf(tenant, uri)
      const bytes = await bytesOf(content)
      const stat = { uri: fileUri(filePath(uri)), size: bytes.length, modifiedAt: now() }
      files.set(key, { bytes, stat })
      return stat
    },
    async open(tenant, uri) {
      const file = files.get(keyOf(tenant, uri))
      if (file === undefined) throw new AppError('FILE_NOT_FOUND', `There is no file \`${uri}\``)
      return (async function* () {
        yield file.bytes
      })()
    },
    stat: async (tenant, uri) => files.get(keyOf(tenant, uri))?.stat ?? null,
    delete: async (tenant, uri) => files.delete(keyOf(tenant, uri)),
    list: async (tenant, prefix) => below(tenant, prefix).map(([, { stat }]) => stat),
    async deletePrefix(tenant, prefix) {
      const found = below(tenant, prefix)
      for (const [key] of found) files.delete(key)
      return found.length
    },
  }
}
