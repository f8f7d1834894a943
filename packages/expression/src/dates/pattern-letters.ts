import { dateFault } from './date-fault.ts'

/** A piece of a date pattern: letters of one field, literal text, or a part in brackets that may be left out. */
export type PatternPart =
  | { readonly kind: 'field'; readonly letter: string; readonly count: number; readonly padding: number }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'optional'; readonly parts: readonly PatternPart[] }

const LETTERS = new Set('GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZg')

/**
 * Reads a pattern of Java's `DateTimeFormatter`.
 *
 * @throws Fault with `EXPRESSION_VALUE` for letters that mean nothing
 */
export function parseDatePattern(pattern: string): readonly PatternPart[] {
  const stack: PatternPart[][] = [[]]
  const add = (part: PatternPart): void => {
    stack.at(-1)?.push(part)
  }
  let at = 0
  let padding = 0
  while (at < pattern.length) {
    const character = pattern.charAt(at)
    if (/[A-Za-z]/.test(character)) {
      let end = at + 1
      while (pattern[end] === character) end += 1
      if (character === 'p') padding = end - at
      else {
        add(field(character, end - at, padding))
        padding = 0
      }
      at = end
    } else if (character === "'") {
      const [text, next] = quoted(pattern, at)
      add({ kind: 'literal', text })
      at = next
    } else if (character === '[') {
      stack.push([])
      at += 1
    } else if (character === ']') {
      const parts = stack.length > 1 ? stack.pop() : undefined
      if (parts === undefined) throw dateFault('A `]` in the date pattern closes nothing')
      add({ kind: 'optional', parts })
      at += 1
    } else if ('{}#'.includes(character)) {
      throw dateFault(`The date pattern holds \`${character}\`, which is reserved`, "Put it in quotes: `'#'`.")
    } else {
      add({ kind: 'literal', text: character })
      at += 1
    }
  }
  if (padding > 0) throw dateFault('A `p` in the date pattern pads nothing')
  while (stack.length > 1) {
    const parts = stack.pop() ?? []
    add({ kind: 'optional', parts })
  }
  return stack[0] ?? []
}

function field(letter: string, count: number, padding: number): PatternPart {
  if (!LETTERS.has(letter))
    throw dateFault(`The letter \`${letter}\` means nothing in a date pattern`, "Put text in quotes: `'at'`.")
  if (count > limitOf(letter)) throw dateFault(`There are too many letters \`${letter}\` in a row in the date pattern`)
  if (letter === 'V' && count !== 2) throw dateFault('The zone in a date pattern is written `VV`')
  return { kind: 'field', letter, count, padding }
}

function limitOf(letter: string): number {
  if ('uyYAnNSg'.includes(letter)) return 19
  if ('hHkKmsdw'.includes(letter)) return 2
  if ('FaW'.includes(letter)) return 1
  if (letter === 'D') return 3
  if ('XxZGMLQqEecB'.includes(letter)) return 5
  return 4
}

/** A text in quotes from `at` on, and where it ends. Two quotes in a row are one quote. */
function quoted(pattern: string, at: number): readonly [string, number] {
  if (pattern[at + 1] === "'") return ["'", at + 2]
  let text = ''
  let index = at + 1
  for (;;) {
    const end = pattern.indexOf("'", index)
    if (end === -1) throw dateFault('A quote in the date pattern is not closed')
    text += pattern.slice(index, end)
    if (pattern[end + 1] !== "'") return [text, end + 1]
    text += "'"
    index = end + 2
  }
}
