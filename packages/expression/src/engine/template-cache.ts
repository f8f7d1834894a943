/** Characters of source that one generation may hold. */
const MAX_CHARACTERS = 4_194_304

/**
 * A bounded memory of compiled templates in two generations: what is used moves to the young one; when that is full, the old
 * one is dropped. A hit in the young generation, which is nearly every hit, costs one lookup.
 */
export class TemplateCache<T> {
  readonly #capacity: number
  #young = new Map<string, T>()
  #old = new Map<string, T>()
  #characters = 0

  /** At most `size` templates are remembered. */
  constructor(size: number) {
    this.#capacity = Math.max(1, Math.floor(size / 2))
  }

  get(source: string): T | undefined {
    const young = this.#young.get(source)
    if (young !== undefined) return young
    const old = this.#old.get(source)
    if (old !== undefined) this.set(source, old)
    return old
  }

  set(source: string, template: T): void {
    this.#young.set(source, template)
    this.#characters += source.length
    if (this.#young.size < this.#capacity && this.#characters < MAX_CHARACTERS) return
    this.#old = this.#young
    this.#young = new Map()
    this.#characters = 0
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }
}

/** A function that remembers its last answers. */
export function remembered<T>(size: number, make: (source: string) => T): (source: string) => T {
  const cache = new TemplateCache<T>(size)
  return (source) => {
    const known = cache.get(source)
    if (known !== undefined) return known
    const made = make(source)
    cache.set(source, made)
    return made
  }
}
