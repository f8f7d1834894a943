import type { FileContent } from '@countersign/core'

/** A line longer than this is no line, and would fill the memory. */
const MAX_LINE_LENGTH = 64 * 1024 * 1024

/**
 * The lines of a content, without their ends, as they come. The last line may lack its end. With the default separator a line
 * that ends in CR LF loses both.
 *
 * @throws Error for a single line of more than 64 Mi characters
 * @example for await (const line of readLines(await context.files.read(uri))) …
 */
export async function* readLines(
  content: FileContent,
  options: { readonly separator?: string; readonly charset?: string } = {},
): AsyncGenerator<string> {
  const { separator = '\n', charset = 'utf-8' } = options
  const decoder = new TextDecoder(charset)
  let rest = ''
  for await (const piece of content) {
    rest += decoder.decode(piece, { stream: true })
    const lines = rest.split(separator)
    rest = lines.pop() ?? ''
    for (const line of lines) yield withoutReturn(line, separator)
    if (rest.length > MAX_LINE_LENGTH)
      throw new Error(`The file has a line of more than ${MAX_LINE_LENGTH} characters.`)
  }
  rest += decoder.decode()
  if (rest === '') return
  const last = rest.split(separator)
  // Bytes that the decoder held back may have ended a line.
  if (last.at(-1) === '') last.pop()
  for (const line of last) yield withoutReturn(line, separator)
}

function withoutReturn(line: string, separator: string): string {
  return separator === '\n' && line.endsWith('\r') ? line.slice(0, -1) : line
}
