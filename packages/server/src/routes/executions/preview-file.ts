import { extname } from 'node:path'
import type { FilePreview } from '@countersign/contract'
import { AppError, type FileContent, parseIon } from '@countersign/core'

/** No preview has more lines or records, whatever is asked for. */
const MAX_ROWS = 5_000
/** Of text; and the largest image or document that is shown. */
const MAX_BYTES = 2 * 1024 * 1024

const KINDS: Readonly<Record<string, FilePreview['type']>> = {
  ion: 'LIST',
  jsonl: 'LIST',
  md: 'MARKDOWN',
  pdf: 'PDF',
  ...Object.fromEntries(['jpg', 'jpeg', 'png', 'svg', 'gif', 'bmp', 'webp'].map((name) => [name, 'IMAGE'])),
}

/**
 * The beginning of a file for people: text, records of `.ion` and `.jsonl`, images and documents in Base64 (api.md 3.4).
 * @throws AppError REQUEST_INVALID for an encoding that nobody knows
 */
export async function previewFile(
  name: string,
  content: FileContent,
  { maxRows, encoding }: { readonly maxRows: number; readonly encoding: string },
): Promise<FilePreview> {
  const maxLine = Math.min(maxRows, MAX_ROWS)
  const extension = extname(name).slice(1).toLowerCase()
  const type = KINDS[extension] ?? 'TEXT'
  const decoder = decoderOf(encoding)
  const { bytes, truncated } = await beginning(content)
  if (type === 'IMAGE' || type === 'PDF') {
    return { extension, type, content: truncated ? '' : bytes.toString('base64'), maxLine, truncated }
  }
  const lines = decoder.decode(bytes, { stream: truncated }).split('\n')
  // The last line of a cut text may be half a line.
  if (lines.at(-1) === '' || truncated) lines.pop()
  const isCut = truncated || lines.length > maxLine
  const shown = lines.slice(0, maxLine)
  const text = type === 'LIST' ? shown.flatMap(records) : shown.join('\n') + (isCut ? '\n' : '')
  return { extension, type, content: text, maxLine, truncated: isCut }
}

function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding)
  } catch (cause) {
    throw new AppError('REQUEST_INVALID', `Unable to preview using encoding '${encoding}'`, { cause })
  }
}

async function beginning(content: FileContent): Promise<{ readonly bytes: Buffer; readonly truncated: boolean }> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of content) {
    pieces.push(piece)
    length += piece.length
    if (length > MAX_BYTES) break
  }
  return { bytes: Buffer.concat(pieces).subarray(0, MAX_BYTES), truncated: length > MAX_BYTES }
}

/** A line that is no record is shown as it is. */
function records(line: string): readonly unknown[] {
  try {
    return parseIon(line)
  } catch {
    return [line]
  }
}
