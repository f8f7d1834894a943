import { once } from 'node:events'
import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { type FileContent, readFromDirectory } from '@countersign/plugin-sdk'
import type { Header } from 'tar-stream'

/** A file of a directory as an archive keeps it. */
export interface PackedFile {
  /** Relative to the directory, with slashes. */
  readonly path: string
  readonly size: number
  readonly mode: number
  readonly mtime: Date
}

/** A file out of an archive; `content` is to be read before the next one is asked for. */
interface UnpackedFile {
  readonly name: string
  readonly mode: number
  readonly mtime: Date
  readonly content: FileContent
}

/** Loaded with the first archive: a server whose flows keep no directories does without it. */
const tarStream = () => import('tar-stream')

/** Packs files of a directory as they are read, behind a first entry with a text. */
export async function packFiles(
  directory: string,
  files: readonly PackedFile[],
  first: { readonly name: string; readonly text: string },
): Promise<FileContent> {
  const { pack } = await tarStream()
  const archive = pack()
  const fill = async () => {
    archive.entry({ name: first.name }, first.text)
    for (const { path, size, mode, mtime } of files) {
      const entry = archive.entry({ name: path, size, mode: mode & 0o777, mtime })
      for await (const piece of readFromDirectory(directory, path)) {
        if (!entry.write(piece)) await once(entry, 'drain')
      }
      const closed = once(entry, 'close')
      entry.end(undefined)
      await closed
    }
    archive.finalize()
  }
  fill().catch((error: Error) => archive.destroy(error))
  const source = Readable.from(archive)
  const packed = createGzip()
  source.on('error', (error) => packed.destroy(error))
  return source.pipe(packed)
}

/** The regular files of an archive, one after another. @throws what is wrong with the archive */
export async function* unpackFiles(content: FileContent): AsyncGenerator<UnpackedFile> {
  const { extract } = await tarStream()
  const entries = extract()
  const source = Readable.from(content)
  const unpacked = createGunzip()
  const fail = (error: Error) => void entries.destroy(error)
  source.on('error', fail)
  unpacked.on('error', fail)
  source.pipe(unpacked).on('data', (piece: Uint8Array) => {
    if (entries.write(piece)) return
    unpacked.pause()
    entries.once('drain', () => unpacked.resume())
  })
  unpacked.on('end', () => entries.end(undefined))
  try {
    for await (const entry of entries) {
      const { name, type, mode, mtime }: Header = entry.header
      if (type === 'file') yield { name, mode, mtime, content: entry as AsyncIterable<Uint8Array> }
      entry.resume()
    }
  } finally {
    source.destroy()
    unpacked.destroy()
  }
}

/** Name and text of the first file of an archive; the rest is not read. */
export async function readFirstEntry(
  content: FileContent,
): Promise<{ readonly name: string; readonly text: string } | undefined> {
  for await (const file of unpackFiles(content)) {
    const pieces: Uint8Array[] = []
    for await (const piece of file.content) pieces.push(piece)
    return { name: file.name, text: Buffer.concat(pieces).toString('utf8') }
  }
  return undefined
}
