import {
  isDigit,
  isHorizontalSpace,
  isSpace,
  isUnicodeDigit,
  isUnicodeSpace,
  isUnicodeWordCharacter,
  isVerticalSpace,
  isWordCharacter,
  propertyTest,
} from './character-properties.ts'
import type { Flags } from './flags.ts'
import type { PatternReader } from './pattern-reader.ts'
import type { CharacterTest } from './syntax-tree.ts'

const CLASSES: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isDigit],
  ['w', isWordCharacter],
  ['s', isSpace],
  ['h', isHorizontalSpace],
  ['v', isVerticalSpace],
])

/** The classes that `(?U)` makes larger. */
const UNICODE_CLASSES: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isUnicodeDigit],
  ['w', isUnicodeWordCharacter],
  ['s', isUnicodeSpace],
])

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
  ['a', '\u0007'],
  ['e', '\u001b'],
])

const GREATEST_CODE_POINT = 0x10ffff

/** After a backslash: a class such as `\d` or `\p{Lu}`; null when something else follows. */
export function classEscape(reader: PatternReader, flags: Flags): CharacterTest | null {
  const letter = reader.peek()
  if (letter === 'p' || letter === 'P') return property(reader, flags)
  const lower = letter.toLowerCase()
  const test = (flags.unicodeClasses ? UNICODE_CLASSES.get(lower) : undefined) ?? CLASSES.get(lower)
  if (test === undefined) return null
  reader.next()
  return letter === letter.toLowerCase() ? test : (code) => !test(code)
}

function property(reader: PatternReader, flags: Flags): CharacterTest {
  const negated = reader.next() === 'P'
  const name = reader.accept('{') ? reader.until('}') : reader.next()
  const test = propertyTest(name, flags)
  if (test === null) throw reader.mistake(`there is no class of characters \`${name}\``)
  return negated ? (code) => !test(code) : test
}

/** After a backslash: the one character that it stands for. */
export function literalEscape(reader: PatternReader): string {
  const letter = reader.next()
  const control = CONTROLS.get(letter)
  if (control !== undefined) return control
  if (letter === '0') return octal(reader)
  if (letter === 'x') return hexadecimal(reader)
  if (letter === 'u') return unicode(reader)
  if (letter === 'c') return String.fromCharCode(reader.next().charCodeAt(0) ^ 64)
  if (/^[A-Za-z]$/.test(letter)) throw reader.mistake(`\`\\${letter}\` means nothing`)
  return letter
}

function octal(reader: PatternReader): string {
  let digits = ''
  while (digits.length < 3 && /^[0-7]$/.test(reader.peek())) {
    if (Number.parseInt(digits + reader.peek(), 8) > 0o377) break
    digits += reader.next()
  }
  if (digits === '') throw reader.mistake('`\\0` needs octal digits')
  return String.fromCharCode(Number.parseInt(digits, 8))
}

function hexadecimal(reader: PatternReader): string {
  const braces = reader.accept('{')
  const digits = braces ? reader.until('}') : ''
  const code = braces && /^[0-9a-fA-F]{1,6}$/.test(digits) ? Number.parseInt(digits, 16) : braces ? -1 : reader.hex(2)
  if (code < 0 || code > GREATEST_CODE_POINT) throw reader.mistake('`\\x` needs hexadecimal digits')
  return String.fromCodePoint(code)
}

/** `\uD83D\uDE00` is one character. */
function unicode(reader: PatternReader): string {
  const code = reader.hex(4)
  if (code < 0) throw reader.mistake('`\\u` needs four hexadecimal digits')
  if (code < 0xd800 || code > 0xdbff || !reader.accept('\\u')) return String.fromCharCode(code)
  const low = reader.hex(4)
  if (low < 0xdc00 || low > 0xdfff) throw reader.mistake('the second half of a character is missing')
  return String.fromCharCode(code, low)
}
