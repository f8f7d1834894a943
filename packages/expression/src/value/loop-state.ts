/** What `loop` is inside of a `for`: it moves on from round to round. */
export class LoopState {
  readonly #length: number
  #index = 0

  constructor(length: number) {
    this.#length = length
  }

  moveTo(index: number): void {
    this.#index = index
  }

  /** A property by its name; undefined for names that `loop` does not have. */
  get(name: string): number | boolean | undefined {
    switch (name) {
      case 'index':
        return this.#index
      case 'length':
        return this.#length
      case 'revindex':
        return this.#length - this.#index - 1
      case 'first':
        return this.#index === 0
      case 'last':
        return this.#index === this.#length - 1
      default:
        return undefined
    }
  }

  /** As Kestra prints it. */
  toString(): string {
    const names = ['last', 'length', 'index', 'revindex', 'first']
    return `{${names.map((name) => `${name}=${this.get(name)}`).join(', ')}}`
  }
}

/** The properties of `loop`. */
export const LOOP_PROPERTIES: readonly string[] = ['index', 'length', 'revindex', 'first', 'last']
