import { isJavaWhitespace } from '../text/java-whitespace.ts'
import type { Flags } from './flags.ts'
import type { CharacterTest } from './syntax-tree.ts'

const within =
  (...ranges: readonly (readonly [number, number])[]): CharacterTest =>
  (code) =>
    ranges.some(([from, to]) => code >= from && code <= to)

export const isDigit: CharacterTest = (code) => code >= 0x30 && code <= 0x39
export const isWordCharacter: CharacterTest = (code) => isAlphanumeric(code) || code === 0x5f
export const isSpace: CharacterTest = (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d)
export const isVerticalSpace: CharacterTest = (code) => (code >= 0x0a && code <= 0x0d) || isSeparator(code)
export const isHorizontalSpace: CharacterTest = (code) =>
  code === 0x20 || code === 0x09 || (code >= 0x2000 && code <= 0x200a) || HORIZONTAL.has(code)
/** What ends a line for `.`, `^` and `$`. */
export const isLineTerminator: CharacterTest = (code) => code === 0x0a || code === 0x0d || isSeparator(code)

const HORIZONTAL = new Set([0xa0, 0x1680, 0x180e, 0x202f, 0x205f, 0x3000])
const isUpper = within([0x41, 0x5a])
const isLower = within([0x61, 0x7a])
const isAlphabetic: CharacterTest = (code) => isUpper(code) || isLower(code)
const isAlphanumeric: CharacterTest = (code) => isAlphabetic(code) || isDigit(code)
const isPunctuation = within([0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e])

function isSeparator(code: number): boolean {
  return code === 0x85 || code === 0x2028 || code === 0x2029
}

/** Java's POSIX classes, ASCII only. */
const POSIX: ReadonlyMap<string, CharacterTest> = new Map([
  ['Lower', isLower],
  ['Upper', isUpper],
  ['ASCII', within([0, 0x7f])],
  ['Alpha', isAlphabetic],
  ['Digit', isDigit],
  ['Alnum', isAlphanumeric],
  ['Punct', isPunctuation],
  ['Graph', within([0x21, 0x7e])],
  ['Print', within([0x20, 0x7e])],
  ['Blank', (code) => code === 0x20 || code === 0x09],
  ['Cntrl', (code) => code <= 0x1f || code === 0x7f],
  ['XDigit', within([0x30, 0x39], [0x41, 0x46], [0x61, 0x66])],
  ['Space', isSpace],
])

const matching =
  (pattern: RegExp): CharacterTest =>
  (code) =>
    pattern.test(String.fromCodePoint(code))

export const isUnicodeDigit = matching(/^\p{Nd}$/u)
export const isUnicodeSpace = matching(/^\p{White_Space}$/u)
export const isUnicodeWordCharacter = matching(/^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u)
const isGraphic = matching(/^[^\p{White_Space}\p{Cc}\p{Cs}\p{Cn}]$/u)
const isUnicodeBlank = matching(/^[\p{Zs}\t]$/u)

/** The POSIX classes with `(?U)`. */
const UNICODE_POSIX: ReadonlyMap<string, CharacterTest> = new Map([
  ['Lower', matching(/^\p{Lowercase}$/u)],
  ['Upper', matching(/^\p{Uppercase}$/u)],
  ['Alpha', matching(/^\p{Alphabetic}$/u)],
  ['Digit', isUnicodeDigit],
  ['Alnum', matching(/^[\p{Alphabetic}\p{Nd}]$/u)],
  ['Punct', matching(/^\p{P}$/u)],
  ['Graph', isGraphic],
  ['Print', (code) => isGraphic(code) || (isUnicodeBlank(code) && code !== 0x09)],
  ['Blank', isUnicodeBlank],
  ['Cntrl', matching(/^\p{Cc}$/u)],
  ['XDigit', matching(/^[\p{Nd}\p{Hex_Digit}]$/u)],
  ['Space', isUnicodeSpace],
])

/** Classes that Java has and JavaScript has not. */
const JAVA: ReadonlyMap<string, CharacterTest> = new Map([
  ['L1', within([0, 0xff])],
  ['LD', matching(/^[\p{L}\p{Nd}]$/u)],
  ['javaLetterOrDigit', matching(/^[\p{L}\p{Nd}]$/u)],
  ['javaWhitespace', isJavaWhitespace],
  ['all', () => true],
])

const isCased = matching(/^[\p{Lu}\p{Ll}\p{Lt}]$/u)

/** The classes of capital or small letters, which are the same ones when there is no telling them apart. */
const CASED: ReadonlyMap<string, CharacterTest> = new Map([
  ['Lower', isAlphabetic],
  ['Upper', isAlphabetic],
  ...['Lu', 'Ll', 'Lt', 'javaLowerCase', 'javaUpperCase', 'IsLowercase', 'IsUppercase'].map(
    (name) => [name, isCased] as const,
  ),
])

/** Names of Java that Unicode regular expressions of JavaScript spell differently. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['javaLowerCase', 'Lowercase'],
  ['javaUpperCase', 'Uppercase'],
  ['javaLetter', 'L'],
  ['javaDigit', 'Nd'],
  ['IsAlphabetic', 'Alphabetic'],
  ['IsIdeographic', 'Ideographic'],
  ['IsLetter', 'L'],
  ['IsLowercase', 'Lowercase'],
  ['IsUppercase', 'Uppercase'],
  ['IsPunctuation', 'P'],
  ['IsControl', 'Cc'],
  ['IsWhite_Space', 'White_Space'],
  ['IsDigit', 'Nd'],
  ['IsHex_Digit', 'Hex_Digit'],
  ['IsEmoji', 'Emoji'],
])

/** The class that `\p{name}` stands for, with `(?U)` the larger one; null when there is none of that name. */
export function propertyTest(name: string, { ignoreCase, unicodeClasses }: Flags): CharacterTest | null {
  const cased = ignoreCase ? CASED.get(name) : undefined
  if (cased !== undefined) return unicodeClasses ? isCased : cased
  const posix = (unicodeClasses ? UNICODE_POSIX.get(name) : undefined) ?? POSIX.get(name) ?? JAVA.get(name)
  if (posix !== undefined) return posix
  const alias = ALIASES.get(name)
  const bare = name.replace(/^(?:Is|In)/, '')
  const candidates = alias === undefined ? [name, bare, `Script=${name}`, `Script=${bare}`] : [alias]
  for (const candidate of candidates) {
    const property = candidate.replace(
      /^(?:script|sc|general_category|gc)=/i,
      (prefix) => PREFIXES.get(prefix.toLowerCase()) ?? prefix,
    )
    if (!/^[A-Za-z_=]+$/.test(property)) continue
    const test = unicodeTest(property)
    if (test !== null) return test
  }
  return null
}

const PREFIXES = new Map([
  ['script=', 'Script='],
  ['sc=', 'Script='],
  ['general_category=', 'General_Category='],
  ['gc=', 'General_Category='],
])

function unicodeTest(property: string): CharacterTest | null {
  try {
    const pattern = new RegExp(`^\\p{${property}}$`, 'u')
    return (code) => pattern.test(String.fromCodePoint(code))
  } catch {
    // JavaScript knows no such property.
    return null
  }
}
