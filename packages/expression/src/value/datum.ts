import { Scope } from '../scope/scope.ts'
import type { Char } from './char.ts'
import { Decimal } from './decimal.ts'
import type { LoopState } from './loop-state.ts'
import type { MapEntry } from './map-entry.ts'

/**
 * Everything an expression can have as its value while it is evaluated. JavaScript arrays are lists, sets are what `keys`
 * gives; maps are JavaScript maps (literals, parsed JSON), plain objects and lazy views (from the context). Never changed in
 * place. In the code of the package, `undefined` stands for a variable that does not exist.
 */
export type Datum =
  | null
  | boolean
  | number
  | bigint
  | string
  | Decimal
  | Char
  | MapEntry
  | LoopState
  | readonly Datum[]
  | ReadonlySet<Datum>
  | MapDatum

/** The maps among the values. */
export type MapDatum = Scope | ReadonlyMap<Datum, Datum> | PlainMap

/** A plain object of the context; only its own properties count. */
export interface PlainMap {
  readonly [name: string]: Datum | undefined
}

/** Numbers of every kind. A JavaScript number that is no safe integer is a 64-bit decimal. */
export type NumberDatum = number | bigint | Decimal

export function isList(value: Datum): value is readonly Datum[] {
  return Array.isArray(value)
}

export function isSet(value: Datum): value is ReadonlySet<Datum> {
  return value instanceof Set
}

/** True for lists and sets (Java's Collection and array). */
export function isCollection(value: Datum): value is readonly Datum[] | ReadonlySet<Datum> {
  return Array.isArray(value) || value instanceof Set
}

export function isMap(value: Datum): value is MapDatum {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return true
  return value instanceof Map || value instanceof Scope
}

/** True for maps that are plain objects. */
export function isPlainMap(value: MapDatum): value is PlainMap {
  return !(value instanceof Map) && !(value instanceof Scope)
}

export function isNumber(value: Datum): value is NumberDatum {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal
}

/** True for numbers without a fraction by their kind: never for `2.0`. */
export function isInteger(value: Datum): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))
}
