import type { Decimal } from '../value/decimal.ts'

/** Where a lazy view gets its entries. Each method may raise a pending signal for data that is not loaded (`askHost`). */
export interface ScopeSource {
  /** The entry, or undefined when there is none. May be a nested `Scope`, so that only what is asked for is loaded. */
  get(name: string): ScopeValue | undefined
  /** True when the entry exists; must not load it. */
  has(name: string): boolean
  /** The names in document order. Asked for only when a template prints or walks the whole view, or names what is near. */
  keys(): Iterable<string>
}

/**
 * What a template may read: values of the language, plain objects and arrays (read in place, never copied), JavaScript maps
 * and lazy views. A JavaScript number that is no safe integer counts as a 64-bit decimal. Only own properties are visible.
 */
export type ScopeValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Decimal
  | Scope
  | readonly ScopeValue[]
  | ReadonlyMap<string, ScopeValue>
  | { readonly [name: string]: ScopeValue | undefined }

/** A lazy view of a map. Made with `createScope`; stands as the root of a rendering or as any value inside of it. */
export class Scope {
  readonly #source: ScopeSource

  constructor(source: ScopeSource) {
    this.#source = source
  }

  get(name: string): ScopeValue | undefined {
    return this.#source.get(name)
  }

  has(name: string): boolean {
    return this.#source.has(name)
  }

  keys(): Iterable<string> {
    return this.#source.keys()
  }
}

/**
 * A lazy view over `source`.
 *
 * @example
 * const outputs = createScope({ get: (task) => load(task), has: (task) => names.has(task), keys: () => names })
 * engine.render('{{ outputs.first.value }}', { outputs })
 */
export function createScope(source: ScopeSource): Scope {
  return new Scope(source)
}
