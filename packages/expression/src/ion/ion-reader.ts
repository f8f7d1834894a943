import type { Datum } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { ionEscape } from './ion-escape.ts'
import { numberOrTimestamp } from './ion-number.ts'
import { ionFault } from './read-ion.ts'

/** Deepest nesting that is read. */
const MAX_DEPTH = 1000

const SPACE = /(?:[ \t\n\r\v\f]|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*/y
const IDENTIFIER = /[A-Za-z_$][A-Za-z0-9_$]*/y
/** A number, a timestamp, or one of the infinities: everything up to a separator. */
const NUMERIC = /(?:[+-]inf\b|[+-]?\d[0-9A-Za-z_.+:-]*)/y
const OPERATOR = /[!#%&*+\-./;<=>?@^`|~]+/y
const NULL_TYPE = /^null\.(?:null|bool|int|float|decimal|timestamp|string|symbol|blob|clob|struct|list|sexp)$/

/** Reads values of text Ion one after the other. Methods throw a `Fault` with `EXPRESSION_VALUE`. */
export class IonReader {
  readonly #text: string
  readonly #checkSize: (size: number) => void
  #at = 0
  #depth = 0

  constructor(text: string, checkSize: (size: number) => void) {
    this.#text = text
    this.#checkSize = checkSize
  }

  atEnd(): boolean {
    this.#take(SPACE)
    return this.#at >= this.#text.length
  }

  /** The next value of the text; undefined for a version marker, which is none. */
  topLevelValue(): Datum | undefined {
    this.#take(SPACE)
    if (/^\$ion_\d+_\d+(?![A-Za-z0-9_$])/.test(this.#text.slice(this.#at, this.#at + 20))) {
      this.#take(IDENTIFIER)
      return undefined
    }
    return this.#value(false)
  }

  #value(inExpression: boolean): Datum {
    this.#take(SPACE)
    const start = this.#text[this.#at] ?? ''
    if (start === '{') return this.#text[this.#at + 1] === '{' ? this.#lob() : this.#nested(() => this.#struct())
    if (start === '[') return this.#nested(() => this.#list(']', ','))
    if (start === '(') return this.#nested(() => this.#list(')', null))
    if (start === '"') return this.#quoted('"')
    if (start === "'") return this.#symbolOrLongString(inExpression)
    const numeric = this.#take(NUMERIC)
    if (numeric !== '') return numberOrTimestamp(numeric, this.#at - numeric.length)
    const word = this.#take(IDENTIFIER)
    if (word !== '') return this.#word(word, inExpression)
    const operator = inExpression ? this.#take(OPERATOR) : ''
    if (operator !== '') return operator
    throw ionFault('a value is missing', this.#at)
  }

  #nested(read: () => Datum): Datum {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw ionFault(`values are nested more than ${MAX_DEPTH} deep`, this.#at)
    this.#at += 1
    const value = read()
    this.#depth -= 1
    return value
  }

  #struct(): Datum {
    const map = new Map<Datum, Datum>()
    while (!this.#accept('}')) {
      const name = this.#fieldName()
      if (!this.#accept(':')) throw ionFault('a colon is missing after a field name', this.#at)
      map.set(name, this.#value(false))
      if (!this.#accept(',') && !this.#is('}')) throw ionFault('a comma or `}` is missing', this.#at)
    }
    return map
  }

  #fieldName(): string {
    this.#take(SPACE)
    if (this.#is("'''")) return this.#longString()
    if (this.#is('"')) return this.#quoted('"')
    if (this.#is("'")) return this.#quoted("'")
    const name = this.#take(IDENTIFIER)
    if (name === '') throw ionFault('a field name is missing', this.#at)
    return name
  }

  #list(close: string, separator: string | null): Datum {
    const items: Datum[] = []
    while (!this.#accept(close)) {
      items.push(this.#value(separator === null))
      this.#checkSize(items.length)
      const more = separator === null || this.#accept(separator)
      if (!more && !this.#is(close)) throw ionFault(`\`${close}\` is missing`, this.#at)
    }
    return items
  }

  /** An annotation is followed by what it annotates; a symbol stands for itself. */
  #symbolOrLongString(inExpression: boolean): Datum {
    if (this.#is("'''")) return this.#longString()
    const symbol = this.#quoted("'")
    return this.#accept('::') ? this.#value(inExpression) : symbol
  }

  #word(word: string, inExpression: boolean): Datum {
    if (this.#accept('::')) return this.#value(inExpression)
    if (word === 'null' && this.#text[this.#at] === '.') {
      this.#at += 1
      const typed = `null.${this.#take(IDENTIFIER)}`
      if (!NULL_TYPE.test(typed)) throw ionFault(`\`${typed}\` means nothing`, this.#at)
      return null
    }
    if (word === 'null') return null
    if (word === 'true' || word === 'false') return word === 'true'
    return word === 'nan' ? Decimal.double(Number.NaN) : word
  }

  #quoted(quote: string): string {
    const start = this.#at
    this.#at += 1
    let text = ''
    for (;;) {
      const character = this.#text[this.#at]
      if (character === undefined || character === '\n') throw ionFault('a text is not closed', start)
      if (character === quote) {
        this.#at += 1
        return text
      }
      text += this.#character()
    }
  }

  /** Parts in three quotes, one after the other. */
  #longString(): string {
    let text = ''
    while (this.#is("'''")) {
      const start = this.#at
      this.#at += 3
      while (!this.#text.startsWith("'''", this.#at)) {
        if (this.#at >= this.#text.length) throw ionFault('a text is not closed', start)
        text += this.#character()
      }
      this.#at += 3
    }
    return text
  }

  #character(): string {
    if (this.#text[this.#at] !== '\\') {
      this.#at += 1
      return this.#text[this.#at - 1] ?? ''
    }
    const escaped = ionEscape(this.#text, this.#at)
    this.#at += escaped.length
    return escaped.text
  }

  /** Bytes in Base64, or a text of bytes. */
  #lob(): Datum {
    const start = this.#at
    this.#at += 2
    this.#take(SPACE)
    const isClob = this.#is('"') || this.#is("'''")
    const end = this.#text.indexOf('}}', this.#at)
    if (end === -1) throw ionFault('a blob is not closed', start)
    let text: string
    if (isClob) {
      text = this.#is('"') ? this.#quoted('"') : this.#longString()
      if (!this.#accept('}}')) throw ionFault('a clob is not closed', start)
    } else {
      text = this.#text.slice(this.#at, end).replace(/\s/g, '')
      this.#at = end + 2
    }
    return text
  }

  #is(text: string): boolean {
    this.#take(SPACE)
    return this.#text.startsWith(text, this.#at)
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false
    this.#at += text.length
    return true
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const matched = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += matched.length
    return matched
  }
}
