import { Fault } from '../errors/fault.ts'
import { isJavaWhitespace, stripEnd, stripStart } from '../text/java-whitespace.ts'
import { OPERATOR_TOKEN } from './operator-tokens.ts'
import type { Token, TokenKind } from './token.ts'

const SPACE = /[ \t\n\v\f\r]*/y
const RAW_OPEN = /\{%-*\s*raw\s*-*%\}/y
const RAW_CLOSE = /\{%-*\s*endraw\s*-*%\}/g
const VERBATIM_OPEN = /\{%(?:-(?=\s))?\s*verbatim\s*-?%\}/y
const VERBATIM_CLOSE = /\{%(-(?=\s))?\s*endverbatim\s*(-)?%\}/g
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy
const INTEGER_SUFFIX = /\d+L/y
const NUMBER = /\d+(\.\d+)?/y
const SINGLE_QUOTED = /'((?:[^'\\]|\\[\s\S])*)'/y
const DOUBLE_QUOTED = /"((?:[^#"\\]|\\[\s\S])*)"/y
/** A text run inside an interpolated string: up to the closing quote or the next `#{`. */
const INTERPOLATED_RUN = /(?:[^#"\\]|\\[\s\S]|#(?!\{))+/y
const CLOSING_BRACKET = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])

/**
 * Splits a template into tokens (expressions.md 1). Bodies of `raw` come as `raw` tokens, those of `verbatim` as text, comments
 * not at all. White space control is already applied.
 *
 * @throws Fault with `EXPRESSION_SYNTAX`
 */
export function tokenize(source: string): readonly Token[] {
  return new Lexer(source).run()
}

class Lexer {
  readonly #source: string
  readonly #tokens: Token[] = []
  #at = 0
  /** True when the delimiter before said that the following text loses its leading white space. */
  #trimNext = false

  constructor(source: string) {
    this.#source = source
  }

  run(): readonly Token[] {
    while (this.#at < this.#source.length) this.#textAndDelimiter()
    this.#push('end', '', this.#source.length)
    return this.#tokens
  }

  /** Text up to the next delimiter, and what the delimiter opens. */
  #textAndDelimiter(): void {
    const source = this.#source
    const start = this.#at
    const open = nextDelimiter(source, start)
    this.#at = open
    if (open === source.length) return this.#text(start, open, false)
    const raw = match(RAW_OPEN, source, open)
    if (raw !== null) {
      this.#text(start, open, false)
      return this.#raw(open, raw[0].length)
    }
    const trimsBefore = source[open + 2] === '-' && isJavaWhitespace(source.charCodeAt(open + 3))
    this.#text(start, open, trimsBefore)
    if (source[open + 1] === '#') return this.#comment(open)
    const verbatim = match(VERBATIM_OPEN, source, open)
    if (verbatim !== null) return this.#verbatim(open, verbatim[0].length)
    const isPrint = source[open + 1] === '{'
    this.#at = open + (trimsBefore ? 3 : 2)
    this.#push(isPrint ? 'print-open' : 'tag-open', '', open)
    this.#expression(isPrint ? '}}' : '%}', isPrint ? 'print-close' : 'tag-close')
  }

  #text(start: number, end: number, trimEnd: boolean): void {
    let text = this.#source.slice(start, end)
    if (this.#trimNext) text = stripStart(text)
    if (trimEnd) text = stripEnd(text)
    this.#trimNext = false
    if (text !== '') this.#tokens.push({ kind: 'text', value: text, start, end })
  }

  #raw(open: number, openLength: number): void {
    const close = match(RAW_CLOSE, this.#source, open + openLength)
    if (close === null) throw mistake(open, 'A raw tag is not closed', 'Close it with `{% endraw %}`.')
    this.#at = close.index + close[0].length
    this.#push('raw', this.#source.slice(open + openLength, close.index), open)
  }

  #comment(open: number): void {
    const close = this.#source.indexOf('#}', open + 2)
    if (close === -1)
      throw mistake(open, 'A comment is not closed', 'Close it with `#}`; a literal `{#` belongs into `{% raw %}`.')
    const dash = this.#source[close - 1] === '-' && close - 1 >= open + 3
    this.#trimNext = dash && isJavaWhitespace(this.#source.charCodeAt(close - 2))
    this.#at = close + 2
  }

  #verbatim(open: number, openLength: number): void {
    const close = match(VERBATIM_CLOSE, this.#source, open + openLength)
    if (close === null) throw mistake(open, 'A verbatim tag is not closed', 'Close it with `{% endverbatim %}`.')
    this.#text(open + openLength, close.index, close[1] !== undefined)
    this.#trimNext = close[2] !== undefined
    this.#at = close.index + close[0].length
  }

  /** The inside of `{{ }}` or `{% %}` up to its closing delimiter. */
  #expression(delimiter: string, closeKind: TokenKind): void {
    const opened = this.#at
    const brackets: Bracket[] = []
    for (;;) {
      this.#skipSpace()
      if (brackets.length === 0) {
        const dash = this.#source[this.#at] === '-' ? 1 : 0
        if (this.#source.startsWith(delimiter, this.#at + dash)) {
          const start = this.#at
          this.#trimNext = dash === 1
          this.#at += dash + 2
          return this.#push(closeKind, '', start)
        }
      }
      if (this.#at >= this.#source.length)
        throw this.#unclosed(brackets, opened, `a closing \`${delimiter}\` is missing`)
      this.#token(brackets)
    }
  }

  /** One token of an expression, or a whole interpolated string. */
  #token(brackets: Bracket[]): void {
    const source = this.#source
    const start = this.#at
    const operator = match(OPERATOR_TOKEN, source, start)
    if (operator !== null) return this.#take('operator', operator[0], start, operator[0].length)
    const name = match(NAME, source, start)
    if (name !== null) return this.#take('name', name[0], start, name[0].length)
    const suffixed = match(INTEGER_SUFFIX, source, start)
    if (suffixed !== null) return this.#take('integer', suffixed[0].slice(0, -1), start, suffixed[0].length)
    const number = match(NUMBER, source, start)
    if (number !== null) {
      return this.#take(number[1] === undefined ? 'integer' : 'decimal', number[0], start, number[0].length)
    }
    const character = source[start] ?? ''
    if ('()[]{}'.includes(character)) return this.#bracket(character, brackets)
    if ('?:.,='.includes(character)) return this.#take('punctuation', character, start, 1)
    if (character === "'" || character === '"') return this.#string(character)
    throw mistake(
      start,
      `The character \`${String.fromCodePoint(source.codePointAt(start) ?? 0)}\` means nothing here`,
      hintFor(source, start),
    )
  }

  #bracket(character: string, brackets: Bracket[]): void {
    const closing = CLOSING_BRACKET.get(character)
    if (closing !== undefined) brackets.push({ character, closing, at: this.#at })
    else {
      const open = brackets.pop()
      if (open === undefined) throw mistake(this.#at, `The bracket \`${character}\` closes nothing`)
      if (open.closing !== character)
        throw mistake(open.at, `The bracket \`${open.character}\` is not closed before \`${character}\``)
    }
    this.#take('punctuation', character, this.#at, 1)
  }

  #string(quote: string): void {
    const start = this.#at
    const plain = match(quote === "'" ? SINGLE_QUOTED : DOUBLE_QUOTED, this.#source, start)
    if (plain !== null) {
      const text = plain[1] ?? ''
      const value = text.includes('\\') ? text.replaceAll(`\\${quote}`, quote) : text
      return this.#take('string', value, start, plain[0].length)
    }
    if (quote === "'") throw mistake(start, 'A string is not closed', "Close it with `'`.")
    this.#interpolated()
  }

  /** A double-quoted string with `#`: text runs and `#{ }` parts in turn; no escape is resolved in it. */
  #interpolated(): void {
    const start = this.#at
    this.#take('quote', '"', start, 1)
    for (;;) {
      const run = match(INTERPOLATED_RUN, this.#source, this.#at)
      if (run !== null) this.#take('string', run[0], this.#at, run[0].length)
      else if (this.#source[this.#at] === '"') return this.#take('quote', '"', this.#at, 1)
      else if (this.#source.startsWith('#{', this.#at)) this.#part()
      else throw mistake(start, 'A string is not closed', 'Close it with `"`.')
    }
  }

  #part(): void {
    const opened = this.#at
    this.#take('part-open', '', opened, 2)
    const brackets: Bracket[] = []
    for (;;) {
      this.#skipSpace()
      if (brackets.length === 0 && this.#source[this.#at] === '}') return this.#take('part-close', '', this.#at, 1)
      if (this.#at >= this.#source.length)
        throw this.#unclosed(brackets, opened, 'an interpolation needs a closing `}`')
      this.#token(brackets)
    }
  }

  #unclosed(brackets: readonly Bracket[], opened: number, reason: string): Fault {
    const open = brackets.at(-1)
    if (open !== undefined) return mistake(open.at, `The bracket \`${open.character}\` is not closed`)
    return mistake(opened, `The expression is not closed: ${reason}`)
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at
    this.#at += SPACE.exec(this.#source)?.[0].length ?? 0
  }

  #take(kind: TokenKind, value: string, start: number, length: number): void {
    this.#at = start + length
    this.#push(kind, value, start)
  }

  #push(kind: TokenKind, value: string, start: number): void {
    this.#tokens.push({ kind, value, start, end: this.#at })
  }
}

interface Bracket {
  readonly character: string
  readonly closing: string
  readonly at: number
}

/** Where the next `{{`, `{%` or `{#` starts; the length of the source when there is none. */
function nextDelimiter(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at !== -1; at = source.indexOf('{', at + 1)) {
    const next = source[at + 1]
    if (next === '{' || next === '%' || next === '#') return at
  }
  return source.length
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

function mistake(offset: number, reason: string, hint?: string): Fault {
  return new Fault('EXPRESSION_SYNTAX', reason, { offset, hint })
}

/** What to write instead of signs that other languages have. */
function hintFor(source: string, at: number): string | undefined {
  if (source.startsWith('&&', at)) return 'Write `and`.'
  if (source[at] === '!') return 'Write `not`.'
  return undefined
}
