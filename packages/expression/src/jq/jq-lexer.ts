import { jqSyntaxFault } from './jq-error.ts'

/** A piece of a jq program. A `string` holds its parts: texts, and the tokens of interpolated programs. */
export interface JqToken {
  readonly kind: 'name' | 'field' | 'variable' | 'format' | 'number' | 'string' | 'sign' | 'end'
  readonly value: string
  readonly parts: readonly (string | readonly JqToken[])[]
  readonly at: number
}

const SPACE = /(?:\s|#[^\n]*)*/y
const FIELD = /\.[A-Za-z_][A-Za-z0-9_]*/y
const PLAIN_STRING = /[^"\\]+/y
/** The other kinds in the order in which they are tried. */
const KINDS = [
  ['name', /[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*/y],
  ['variable', /\$[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*/y],
  ['format', /@[A-Za-z0-9]+/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['sign', /\?\/\/|\/\/=|\|=|\+=|-=|\*=|\/=|%=|==|!=|<=|>=|\/\/|\.\.|[.|,=<>+\-*/%()[\]{}:;?]/y],
] as const
const ESCAPES = new Map(Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }))
/** Deepest nesting of interpolated strings. */
const MAX_DEPTH = 50

/** Splits a jq program into tokens. @throws Fault with `EXPRESSION_VALUE` */
export function tokenizeJq(source: string): readonly JqToken[] {
  return new JqLexer(source).tokens()
}

class JqLexer {
  readonly #source: string
  #at = 0
  #depth = 0

  constructor(source: string) {
    this.#source = source
  }

  tokens(): readonly JqToken[] {
    const tokens: JqToken[] = []
    for (;;) {
      this.#take(SPACE)
      if (this.#at >= this.#source.length) return [...tokens, token('end', '', this.#at)]
      tokens.push(this.#next())
    }
  }

  #next(): JqToken {
    const at = this.#at
    if (this.#source[at] === '"') return this.#string()
    const field = this.#take(FIELD)
    if (field !== '') return token('field', field.slice(1), at)
    for (const [kind, pattern] of KINDS) {
      const value = this.#take(pattern)
      if (value !== '') return token(kind, kind === 'variable' || kind === 'format' ? value.slice(1) : value, at)
    }
    throw jqSyntaxFault(`\`${this.#source[at]}\` means nothing here`, at)
  }

  #string(): JqToken {
    const at = this.#at
    const parts: (string | readonly JqToken[])[] = []
    let text = ''
    this.#at += 1
    for (;;) {
      text += this.#take(PLAIN_STRING)
      const character = this.#source[this.#at]
      if (character === undefined) throw jqSyntaxFault('a string is not closed', at)
      this.#at += 1
      if (character === '"') {
        if (text !== '') parts.push(text)
        return { kind: 'string', value: '', parts, at }
      }
      if (this.#source[this.#at] === '(') {
        if (text !== '') parts.push(text)
        text = ''
        this.#at += 1
        parts.push(this.#interpolation(at))
      } else text += this.#escape()
    }
  }

  /** The tokens of an interpolated program up to its closing bracket. */
  #interpolation(at: number): readonly JqToken[] {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw jqSyntaxFault('strings are nested too deep', at)
    const tokens: JqToken[] = []
    for (let open = 1; ; ) {
      this.#take(SPACE)
      if (this.#at >= this.#source.length) throw jqSyntaxFault('an interpolation is not closed', at)
      const next = this.#next()
      if (next.kind === 'sign' && next.value === '(') open += 1
      if (next.kind === 'sign' && next.value === ')') open -= 1
      if (open === 0) break
      tokens.push(next)
    }
    this.#depth -= 1
    return [...tokens, token('end', '', this.#at)]
  }

  #escape(): string {
    const letter = this.#source[this.#at] ?? ''
    this.#at += 1
    const plain = ESCAPES.get(letter)
    if (plain !== undefined) return plain
    const digits = this.#source.slice(this.#at, this.#at + 4)
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) {
      throw jqSyntaxFault('a string holds an unknown escape', this.#at)
    }
    this.#at += 4
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const matched = pattern.exec(this.#source)?.[0] ?? ''
    this.#at += matched.length
    return matched
  }
}

function token(kind: JqToken['kind'], value: string, at: number): JqToken {
  return { kind, value, parts: [], at }
}
