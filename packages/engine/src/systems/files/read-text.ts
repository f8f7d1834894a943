import { AppError, type FileContent } from '@countersign/core'

/**
 * All of a content as UTF-8 text.
 * @throws AppError FILE_TOO_LARGE once it is longer than `maxBytes`, with `what` in the message
 */
export async function readText(content: FileContent, maxBytes: number, what: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  for await (const piece of content) {
    length += piece.length
    if (length > maxBytes) throw fileTooLarge(what, maxBytes)
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}

function fileTooLarge(what: string, maxBytes: number): AppError {
  const text = `${what} is larger than ${maxBytes} bytes, which is the most that may be read into memory; read it piece by piece, or split it`
  return new AppError('FILE_TOO_LARGE', text)
}
