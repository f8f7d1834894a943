/**
 * One character, as `first` and `last` of a text give it. It prints as text, but never equals a text (Kestra: Java's
 * Character).
 */
export class Char {
  readonly #text: string

  /** `text` is one UTF-16 unit. */
  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}
