import type { FileContent } from '@countersign/core'

/** A line longer than this is no line, and would fill the memory. */
const MAX_LINE_LENGTH = 16 * 1024 * 1024

/**
 * The lines of a content, without their ends, as they come. The last line may lack its end. With the default separator a line
 * that ends in CR LF loses both.
 *
 * @throws Error for a single line of more than 16 Mi characters
 * @example for await (const line of readLines(await context.files.read(uri))) …
 */
export async function* readLines(
  content: FileContent,
  options: { readonly separator?: string; readonly charset?: string } = {},
): AsyncGenerator<string> {
  const { separator = '\n', charset = 'utf-8' } = options
  const decoder = new TextDecoder(charset)
  let rest = ''

  /** The lines that `text` completes. What was there before holds no separator, but may hold the beginning of one. */
  function* completed(text: string): Generator<string> {
    let at = Math.max(0, rest.length - separator.length + 1)
    rest += text
    let start = 0
    for (at = rest.indexOf(separator, at); at >= 0; at = rest.indexOf(separator, start)) {
      yield withoutReturn(rest.slice(start, at), separator)
      start = at + separator.length
    }
    rest = rest.slice(start)
  }

  for await (const piece of content) {
    yield* completed(decoder.decode(piece, { stream: true }))
    if (rest.length > MAX_LINE_LENGTH) {
      throw new Error(`The file has a line of more than ${MAX_LINE_LENGTH} characters; check its separator.`)
    }
  }
  yield* completed(decoder.decode())
  if (rest !== '') yield withoutReturn(rest, separator)
}

function withoutReturn(line: string, separator: string): string {
  return separator === '\n' && line.endsWith('\r') ? line.slice(0, -1) : line
}
