/** More than one, so that a map that had to grow shrinks again. */
const MAX_LOOKS = 4

/** A map that forgets what was used least recently once it holds more than `limit` entries. */
export class BoundedMap<K, V> {
  readonly #entries = new Map<K, V>()
  readonly #limit: number
  readonly #mayForget: (value: V) => boolean

  /** `mayForget` protects entries that are in use: they stay, and the map may then exceed its limit. */
  constructor(limit: number, mayForget: (value: V) => boolean = () => true) {
    this.#limit = limit
    this.#mayForget = mayForget
  }

  get size(): number {
    return this.#entries.size
  }

  /** Reads an entry and marks it as used. */
  get(key: K): V | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  set(key: K, value: V): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    this.#forgetOldest()
  }

  delete(key: K): void {
    this.#entries.delete(key)
  }

  values(): IterableIterator<V> {
    return this.#entries.values()
  }

  clear(): void {
    this.#entries.clear()
  }

  /** Looks at a few old entries only, so that a map full of protected ones does not cost a scan per insertion. */
  #forgetOldest(): void {
    let looked = 0
    for (const [key, value] of this.#entries) {
      if (this.#entries.size <= this.#limit || looked >= MAX_LOOKS) return
      looked += 1
      if (this.#mayForget(value)) this.#entries.delete(key)
      else {
        this.#entries.delete(key)
        this.#entries.set(key, value)
      }
    }
  }
}
