import { Fault } from '../errors/fault.ts'
import { nearNames } from '../text/near-names.ts'
import type { Token, TokenKind } from './token.ts'

const DESCRIPTIONS: Readonly<Record<TokenKind, string>> = {
  text: 'text',
  raw: 'a raw block',
  'print-open': '`{{`',
  'print-close': '`}}`',
  'tag-open': '`{%`',
  'tag-close': '`%}`',
  name: 'a name',
  integer: 'a number',
  decimal: 'a number',
  string: 'a string',
  quote: 'a string',
  'part-open': '`#{`',
  'part-close': '`}`',
  operator: 'an operator',
  punctuation: 'a sign',
  end: 'the end of the template',
}

/** Walks over the tokens of a template. Methods named `expect…` throw a `Fault` with `EXPRESSION_SYNTAX`. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #index = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  /** The token that comes next. */
  get current(): Token {
    return this.#tokens[this.#index] ?? NO_TOKEN
  }

  /** The token after the current one. */
  get following(): Token {
    return this.#tokens[this.#index + 1] ?? NO_TOKEN
  }

  /** Where the token before the current one ended. */
  get lastEnd(): number {
    return this.#tokens[this.#index - 1]?.end ?? 0
  }

  /** Moves on and gives the token that was passed. */
  next(): Token {
    const token = this.current
    this.#index += 1
    return token
  }

  is(kind: TokenKind, value?: string): boolean {
    const token = this.current
    return token.kind === kind && (value === undefined || token.value === value)
  }

  /** Passes the token if it is the one asked for. */
  accept(kind: TokenKind, value?: string): boolean {
    if (!this.is(kind, value)) return false
    this.#index += 1
    return true
  }

  expect(kind: TokenKind, value?: string): Token {
    if (this.is(kind, value)) return this.next()
    throw this.unexpected(value === undefined ? DESCRIPTIONS[kind] : `\`${value}\``)
  }

  /** The fault that something else was expected than the current token. */
  unexpected(expected: string, hint?: string): Fault {
    return this.mistake(`Unexpected ${describe(this.current)}, expected ${expected}`, this.current.start, hint)
  }

  mistake(reason: string, offset: number, hint?: string): Fault {
    return new Fault('EXPRESSION_SYNTAX', reason, { offset, hint })
  }

  /** The fault that a name is not among the known ones. */
  unknownName(what: string, token: Token, known: readonly string[]): Fault {
    const near = nearNames(token.value, known)
    const hint = near[0] === undefined ? undefined : `Did you mean \`${near[0]}\`?`
    const details = { offset: token.start, hint, missing: token.value, near }
    return new Fault('EXPRESSION_SYNTAX', `Unexpected ${what} \`${token.value}\``, details)
  }
}

const NO_TOKEN: Token = { kind: 'end', value: '', start: 0, end: 0 }

function describe(token: Token): string {
  const named = token.kind === 'name' || token.kind === 'operator' || token.kind === 'punctuation'
  if (named || token.kind === 'integer' || token.kind === 'decimal') return `\`${token.value}\``
  return DESCRIPTIONS[token.kind]
}
