import type { Datum } from './datum.ts'

/** One entry of a map, as a loop over the map gives it: `.key` and `.value`; prints as `key=value`. */
export class MapEntry {
  readonly #key: Datum
  readonly #value: Datum

  constructor(key: Datum, value: Datum) {
    this.#key = key
    this.#value = value
  }

  get key(): Datum {
    return this.#key
  }

  get value(): Datum {
    return this.#value
  }
}
