import { open } from 'node:fs/promises'
import { TaskFailure } from '@countersign/plugin-sdk'

/** Bytes that are read at once. */
const BLOCK_BYTES = 64 * 1024

/** A line longer than this is no line, and would fill the memory. */
const MAX_LINE_BYTES = 16 * 1024 * 1024

/**
 * The lines of a file of the disk, the last one first, each with `separator` at its end. Only one line and one block are in
 * memory. A separator at the very end of the file ends the last line and begins no empty one.
 */
export async function* linesBackwards(path: string, separator: Buffer): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    let end = (await file.stat()).size
    // What was read and not yet given: the bytes from `end` on, up to the line given last.
    let rest: Buffer = Buffer.alloc(0)
    let isLast = true
    while (end > 0) {
      const length = Math.min(BLOCK_BYTES, end)
      const block = Buffer.alloc(length)
      await file.read(block, 0, length, end - length)
      end -= length
      rest = Buffer.concat([block, rest])
      if (rest.length > MAX_LINE_BYTES) {
        throw TaskFailure.fatal(`The file has a line of more than ${MAX_LINE_BYTES} bytes; check \`separator\`.`)
      }
      // The first bytes may belong to a line, or to a separator, that begins in an earlier block.
      for (let at = rest.lastIndexOf(separator, length - 1); at >= 0; at = rest.lastIndexOf(separator)) {
        const line = rest.subarray(at + separator.length)
        rest = rest.subarray(0, at)
        if (!(isLast && line.length === 0)) yield Buffer.concat([line, separator])
        isLast = false
      }
    }
    if (rest.length > 0 || !isLast) yield Buffer.concat([rest, separator])
  } finally {
    await file.close()
  }
}
