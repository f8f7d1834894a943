import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { TaskContext } from '../task-context.ts'
import { TaskFailure } from '../task-failure.ts'
import { readLines } from './lines.ts'
import { withScratchDirectory } from './scratch-directory.ts'

/** How a file is split; of several, bytes win over partitions, and those over rows. */
export interface SplitRule {
  /** A new chunk begins once the current one has reached this many bytes. */
  readonly bytes?: number
  /** Lines go round into this many chunks; those that get none are left out. */
  readonly partitions?: number
  /** Lines of a chunk. */
  readonly rows?: number
  /** What ends a line; default a line feed. */
  readonly separator?: string
}

/** Chunks that are open at once, so that partitions cannot use up what the system lets a process open. */
const MAX_PARTITIONS = 1_000

/**
 * Splits a stored file into chunks of whole lines and stores these (Split, and ForEachItem's batches); an empty file has no
 * chunks. Chunks are named after their place: `bucket-0.csv`, `bucket-1.csv` ...
 *
 * @throws TaskFailure when the rule names no size, or one that is not positive
 */
export function splitFile(
  context: Pick<TaskContext, 'files' | 'workingDir'>,
  uri: string,
  rule: SplitRule,
): Promise<readonly string[]> {
  return withScratchDirectory(context, (directory) => splitWithin(directory, context, uri, rule))
}

async function splitWithin(
  directory: string,
  context: Pick<TaskContext, 'files'>,
  uri: string,
  rule: SplitRule,
): Promise<readonly string[]> {
  const { separator = '\n' } = rule
  const chooser = createChooser(rule)
  const writer = createChunkWriter(directory)
  try {
    for await (const line of readLines(await context.files.read(uri), { separator })) {
      const bytes = Buffer.from(line + separator)
      const { index, ended } = chooser(bytes.length)
      if (ended !== null) await writer.end(ended)
      await writer.append(index, bytes)
    }
  } finally {
    await writer.endAll()
  }
  const uris: string[] = []
  for (const [index, path] of writer.chunks) {
    uris.push(await context.files.write(`bucket-${index}${extensionOf(uri)}`, createReadStream(path)))
  }
  return uris
}

/** Chooses the chunk of each line; `ended` is a chunk that gets no more. */
type Chooser = (bytes: number) => { readonly index: number; readonly ended: number | null }

function createChooser({ bytes, partitions, rows }: SplitRule): Chooser {
  if (bytes !== undefined) return consecutive(positive('bytes', bytes), (size) => size)
  if (partitions !== undefined) return roundRobin(positive('partitions', partitions))
  if (rows !== undefined) return consecutive(positive('rows', rows), () => 1)
  throw TaskFailure.fatal('How the file is to be split is missing: set `rows`, `bytes` or `partitions`.')
}

/** A chunk is full once it has reached its limit; the line that reaches it is still part of it. */
function consecutive(limit: number, weight: (bytes: number) => number): Chooser {
  let index = 0
  let filled = 0
  return (size) => {
    const full = filled >= limit
    if (full) {
      index += 1
      filled = 0
    }
    filled += weight(size)
    return { index, ended: full ? index - 1 : null }
  }
}

function roundRobin(count: number): Chooser {
  if (count > MAX_PARTITIONS)
    throw TaskFailure.fatal(`\`partitions\` may be ${MAX_PARTITIONS} at most; it is ${count}.`)
  let line = 0
  return () => {
    const index = line % count
    line += 1
    return { index, ended: null }
  }
}

function positive(name: string, value: number): number {
  if (value >= 1) return value
  throw TaskFailure.fatal(`\`${name}\` must be at least 1; it is ${value}.`)
}

/** Bytes of a chunk that are kept before they are written. */
const BUFFERED_BYTES = 64 * 1024

interface OpenChunk {
  readonly file: FileHandle
  pending: Uint8Array[]
  pendingBytes: number
}

/** Chunks as files of a directory, so that a chunk may be larger than the memory. */
function createChunkWriter(directory: string) {
  const handles = new Map<number, OpenChunk>()
  const chunks = new Map<number, string>()

  async function begin(index: number): Promise<OpenChunk> {
    const path = join(directory, `chunk-${index}`)
    const chunk = { file: await open(path, 'w', 0o600), pending: [], pendingBytes: 0 }
    handles.set(index, chunk)
    chunks.set(index, path)
    return chunk
  }

  async function flush(chunk: OpenChunk): Promise<void> {
    if (chunk.pendingBytes > 0) await chunk.file.appendFile(Buffer.concat(chunk.pending))
    chunk.pending = []
    chunk.pendingBytes = 0
  }

  async function end(index: number): Promise<void> {
    const chunk = handles.get(index)
    if (chunk === undefined) return
    handles.delete(index)
    try {
      await flush(chunk)
    } finally {
      await chunk.file.close()
    }
  }

  return {
    chunks,
    end,
    async append(index: number, bytes: Uint8Array): Promise<void> {
      const chunk = handles.get(index) ?? (await begin(index))
      chunk.pending.push(bytes)
      chunk.pendingBytes += bytes.length
      if (chunk.pendingBytes >= BUFFERED_BYTES) await flush(chunk)
    },
    async endAll(): Promise<void> {
      for (const index of [...handles.keys()]) await end(index)
    },
  }
}

function extensionOf(uri: string): string {
  return extname(uri.split('/').at(-1) ?? '')
}
