import { ionFault } from './read-ion.ts'

const ESCAPES = new Map(
  Object.entries({
    '0': '\0',
    a: '\u0007',
    b: '\b',
    t: '\t',
    n: '\n',
    f: '\f',
    r: '\r',
    v: '\v',
    '"': '"',
    "'": "'",
    '?': '?',
    '\\': '\\',
    '/': '/',
    '\n': '',
  }),
)
const DIGITS = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** What the escape at `at` stands for, and how many characters it takes. */
export function ionEscape(text: string, at: number): { readonly text: string; readonly length: number } {
  const letter = text[at + 1] ?? ''
  const plain = ESCAPES.get(letter)
  if (plain !== undefined) return { text: plain, length: 2 }
  const count = DIGITS.get(letter)
  const digits = count === undefined ? '' : text.slice(at + 2, at + 2 + count)
  const code = /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : -1
  if (code < 0 || code > 0x10ffff || digits.length !== count) throw ionFault('a text holds an unknown escape', at)
  return { text: String.fromCodePoint(code), length: 2 + digits.length }
}
