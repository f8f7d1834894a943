import { Decimal } from '../value/decimal.ts'
import { JsonSyntaxError } from './json-syntax-error.ts'

/** Deepest nesting that is read; Kestra's own reader stops there too. */
const MAX_DEPTH = 1000

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
const LITERAL = /true|false|null/y
const SPACE = /[ \t\n\r]*/y
/**
 * The rest of a text up to its closing quote or its next escape; control characters must be escaped. The class is everything from
 * the space on but `"` and the backslash.
 */
const PLAIN_TEXT = /[ !#-[\]-\uffff]*/y
const UNICODE_ESCAPE = /[0-9a-fA-F]{4}/y
const ESCAPES = new Map(Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }))

/** Values that are neither lists nor maps. */
export type JsonScalar = null | boolean | number | bigint | string | Decimal

/** What the reader makes of lists and maps. */
export interface JsonBuilder<T> {
  scalar(value: JsonScalar): T
  list(items: readonly T[]): T
  /** Entries in the order of the text; of equal keys the last one counts. */
  map(entries: ReadonlyMap<string, T>): T
}

/** Reads JSON values one after the other from a text, numbers without loss. Methods throw `JsonSyntaxError`. */
export class JsonReader<T> {
  readonly #text: string
  readonly #builder: JsonBuilder<T>
  #offset = 0
  #depth = 0

  constructor(text: string, builder: JsonBuilder<T>) {
    this.#text = text
    this.#builder = builder
  }

  /** Where the reader stands, in UTF-16 units. */
  get offset(): number {
    return this.#offset
  }

  /** True when only white space is left. */
  atEnd(): boolean {
    this.#take(SPACE)
    return this.#offset >= this.#text.length
  }

  /** The next value. */
  read(): T {
    this.#take(SPACE)
    const start = this.#text[this.#offset]
    if (start === '{') return this.#nested(() => this.#map())
    if (start === '[') return this.#nested(() => this.#list())
    if (start === '"') return this.#builder.scalar(this.#string())
    return this.#builder.scalar(this.#numberOrLiteral())
  }

  #nested(read: () => T): T {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw this.#mistake(`lists and maps are nested more than ${MAX_DEPTH} deep`)
    this.#offset += 1
    const value = read()
    this.#depth -= 1
    return value
  }

  #map(): T {
    const entries = new Map<string, T>()
    if (this.#next('}')) return this.#builder.map(entries)
    do {
      this.#take(SPACE)
      if (this.#text[this.#offset] !== '"') throw this.#mistake('a map needs a key in double quotes')
      const key = this.#string()
      if (!this.#next(':')) throw this.#mistake('a colon is missing after a key')
      entries.set(key, this.read())
    } while (this.#next(','))
    if (!this.#next('}')) throw this.#mistake('a comma or `}` is missing')
    return this.#builder.map(entries)
  }

  #list(): T {
    const items: T[] = []
    if (this.#next(']')) return this.#builder.list(items)
    do items.push(this.read())
    while (this.#next(','))
    if (!this.#next(']')) throw this.#mistake('a comma or `]` is missing')
    return this.#builder.list(items)
  }

  #string(): string {
    this.#offset += 1
    let text = this.#take(PLAIN_TEXT)
    while (this.#text[this.#offset] === '\\') text += this.#escape() + this.#take(PLAIN_TEXT)
    if (this.#text[this.#offset] !== '"') {
      throw this.#mistake('a text is not closed, or holds a control character that is not escaped')
    }
    this.#offset += 1
    return text
  }

  #escape(): string {
    const letter = this.#text[this.#offset + 1] ?? ''
    this.#offset += 2
    if (letter === 'u') {
      const digits = this.#take(UNICODE_ESCAPE)
      if (digits !== '') return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const character = ESCAPES.get(letter)
    if (character === undefined) throw this.#mistake('a text holds an escape that JSON does not know')
    return character
  }

  #numberOrLiteral(): JsonScalar {
    NUMBER.lastIndex = this.#offset
    const match = NUMBER.exec(this.#text)
    if (match !== null) {
      this.#offset = NUMBER.lastIndex
      this.#expectBoundary()
      return toNumber(match[0], match[1] !== undefined || match[2] !== undefined)
    }
    const word = this.#take(LITERAL)
    if (word === '') throw this.#mistake('a value is missing')
    this.#expectBoundary()
    return word === 'null' ? null : word === 'true'
  }

  /** Numbers and words must not run on into other letters. */
  #expectBoundary(): void {
    const next = this.#text[this.#offset]
    if (next !== undefined && !' \t\n\r,]}:'.includes(next))
      throw this.#mistake('a value is followed by other characters')
  }

  #next(character: string): boolean {
    this.#take(SPACE)
    if (this.#text[this.#offset] !== character) return false
    this.#offset += 1
    return true
  }

  /** Moves over what `pattern` (sticky) matches here. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#offset
    const matched = pattern.exec(this.#text)?.[0] ?? ''
    this.#offset += matched.length
    return matched
  }

  #mistake(what: string): JsonSyntaxError {
    return new JsonSyntaxError(`Invalid JSON: ${what}`, this.#offset)
  }
}

function toNumber(text: string, decimal: boolean): JsonScalar {
  if (decimal) return Decimal.double(Number(text))
  const value = Number(text)
  if (value === 0) return 0
  return Number.isSafeInteger(value) ? value : BigInt(text)
}
