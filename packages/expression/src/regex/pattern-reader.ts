import type { Fault } from '../errors/fault.ts'
import { regexFault } from './regex-fault.ts'

/** Walks over the characters (code points) of a regular expression. */
export class PatternReader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  atEnd(): boolean {
    return this.#at >= this.#source.length
  }

  /** The next character; empty at the end. */
  peek(): string {
    const code = this.#source.codePointAt(this.#at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  next(): string {
    const character = this.peek()
    this.#at += character.length
    return character
  }

  is(text: string): boolean {
    return this.#source.startsWith(text, this.#at)
  }

  /** True before a `{` with a digit. */
  isCount(): boolean {
    return /^\{\d/.test(this.#source.slice(this.#at, this.#at + 2))
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false
    this.#at += text.length
    return true
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.mistake(`\`${text}\` is missing`)
  }

  /** The characters up to `end`, which is passed. */
  until(end: string): string {
    const at = this.#source.indexOf(end, this.#at)
    if (at === -1) throw this.mistake(`\`${end}\` is missing`)
    const text = this.#source.slice(this.#at, at)
    this.#at = at + end.length
    return text
  }

  /** What stands between `Q` (here) and `\E`, or the end. */
  quotation(): string {
    this.#at += 1
    const end = this.#source.indexOf('\\E', this.#at)
    const text = this.#source.slice(this.#at, end === -1 ? undefined : end)
    this.#at = end === -1 ? this.#source.length : end + 2
    return text
  }

  /** Hexadecimal digits of the given count; -1 when there are fewer. */
  hex(count: number): number {
    const digits = this.#source.slice(this.#at, this.#at + count)
    if (digits.length < count || !/^[0-9a-fA-F]+$/.test(digits)) return -1
    this.#at += count
    return Number.parseInt(digits, 16)
  }

  /** White space and `#` comments, which the flag `x` makes meaningless. */
  skipComments(): void {
    const match = /^(?:\s|#[^\n]*)*/.exec(this.#source.slice(this.#at))
    this.#at += match?.[0].length ?? 0
  }

  mistake(reason: string): Fault {
    return regexFault(reason, this.#at)
  }
}
