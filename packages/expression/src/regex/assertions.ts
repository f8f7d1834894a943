import { isLineTerminator, isUnicodeWordCharacter, isWordCharacter } from './character-properties.ts'
import type { Flags } from './flags.ts'
import type { Search } from './matcher.ts'
import type { Assertion } from './syntax-tree.ts'

/** Whether an assertion holds between the characters before and after a position. */
export function holdsAt(assertion: Assertion, flags: Flags, at: number, search: Search): boolean {
  const { text } = search
  const { unixLines } = flags
  switch (assertion) {
    case 'input-start':
      return at === 0
    case 'input-end':
      return at === text.length
    case 'search-start':
      return at === search.previous
    case 'last-line-end':
      return at === text.length || (endsLine(text, at, unixLines) && at + breakLength(text, at) === text.length)
    case 'line-start':
      return at === 0 || (at < text.length && startsLine(text, at, unixLines))
    case 'line-end':
      return at === text.length || endsLine(text, at, unixLines)
    case 'word':
      return isWordBorder(text, at, flags)
    case 'no-word':
      return !isWordBorder(text, at, flags)
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

function isWordBorder(text: string, at: number, { unicodeClasses }: Flags): boolean {
  const isWord = unicodeClasses ? isUnicodeWordCharacter : isWordCharacter
  const isWordAt = (index: number): boolean => index >= 0 && index < text.length && isWord(text.charCodeAt(index))
  return isWordAt(at - 1) !== isWordAt(at)
}
