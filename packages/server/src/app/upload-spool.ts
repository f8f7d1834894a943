import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileContent } from '@countersign/core'

/** A file of a request, kept on disk until the request is answered. */
export interface ReceivedFile {
  /** Bytes. */
  readonly size: number
  /** SHA-256, lower-case hex. */
  readonly digest: string
  open(): FileContent
}

/** Where files of requests wait: they may be larger than the memory, and what they are for is known only later. */
export interface UploadSpool {
  receive(content: AsyncIterable<Uint8Array>): Promise<ReceivedFile>
  /** Removes everything that was received. Safe to call more than once. */
  discard(): Promise<void>
}

/** A spool of one request; its directory is made with the first file. */
export function createUploadSpool(root: string): UploadSpool {
  const directory = join(root, `upload-${randomUUID()}`)
  const receiving: Promise<unknown>[] = []
  let made: Promise<unknown> | null = null
  let count = 0

  async function receive(content: AsyncIterable<Uint8Array>): Promise<ReceivedFile> {
    made ??= mkdir(directory, { recursive: true, mode: 0o700 })
    await made
    const path = join(directory, String(count++))
    const hash = createHash('sha256')
    let size = 0
    const file = await open(path, 'wx', 0o600)
    try {
      for await (const piece of content) {
        hash.update(piece)
        size += piece.length
        await file.appendFile(piece)
      }
    } finally {
      await file.close()
    }
    return { size, digest: hash.digest('hex'), open: () => createReadStream(path) }
  }

  return {
    receive(content) {
      const file = receive(content)
      receiving.push(file)
      return file
    },
    async discard() {
      if (made === null) return
      await Promise.allSettled(receiving)
      await rm(directory, { recursive: true, force: true })
      made = null
    },
  }
}
