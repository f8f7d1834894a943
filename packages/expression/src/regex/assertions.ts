import { isLineTerminator, isWordCharacter } from './character-properties.ts'
import type { Search } from './matcher.ts'
import type { Assertion } from './syntax-tree.ts'

/** Whether an assertion holds between the characters before and after a position. */
export function holdsAt(assertion: Assertion, unixLines: boolean, at: number, search: Search): boolean {
  const { text } = search
  switch (assertion) {
    case 'input-start':
      return at === 0
    case 'input-end':
      return at === text.length
    case 'search-start':
      return at === search.from
    case 'last-line-end':
      return at === text.length || (endsLine(text, at, unixLines) && at + breakLength(text, at) === text.length)
    case 'line-start':
      return at === 0 || (at < text.length && startsLine(text, at, unixLines))
    case 'line-end':
      return at === text.length || endsLine(text, at, unixLines)
    case 'word':
      return isWordAt(text, at - 1) !== isWordAt(text, at)
    case 'no-word':
      return isWordAt(text, at - 1) === isWordAt(text, at)
  }
}

/** A line starts after a line break, but not inside of `\r\n`. */
function startsLine(text: string, at: number, unixLines: boolean): boolean {
  const before = text.charCodeAt(at - 1)
  if (unixLines) return before === 0x0a
  return isLineTerminator(before) && !(before === 0x0d && text.charCodeAt(at) === 0x0a)
}

function endsLine(text: string, at: number, unixLines: boolean): boolean {
  const code = text.charCodeAt(at)
  if (unixLines) return code === 0x0a
  return isLineTerminator(code) && !(code === 0x0a && text.charCodeAt(at - 1) === 0x0d)
}

function breakLength(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? 2 : 1
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWordCharacter(text.charCodeAt(at))
}
