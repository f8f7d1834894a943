import { StringDecoder } from 'node:string_decoder'

/** Longer lines come in pieces: a program that writes no line breaks must not fill the memory. */
const MAX_LINE_LENGTH = 1024 * 1024

/** Takes bytes of UTF-8 as they come and gives whole lines. */
export function createLineSplitter(onLine: (line: string) => void): { write(bytes: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const take = (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line)
    for (; rest.length > MAX_LINE_LENGTH; rest = rest.slice(MAX_LINE_LENGTH)) onLine(rest.slice(0, MAX_LINE_LENGTH))
  }
  return {
    write: (bytes) => take(decoder.write(bytes)),
    end() {
      take(decoder.end())
      if (rest !== '') onLine(rest)
      rest = ''
    },
  }
}
