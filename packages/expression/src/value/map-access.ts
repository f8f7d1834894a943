import { Scope } from '../scope/scope.ts'
import { type Datum, isPlainMap, type MapDatum } from './datum.ts'
import { Decimal } from './decimal.ts'
import { equalData } from './equality.ts'

/** The entry under `key`; undefined when there is none. Keys of plain objects and lazy views are texts. */
export function mapGet(map: MapDatum, key: Datum): Datum | undefined {
  if (map instanceof Map) return mapKey(map, key, (found) => map.get(found))
  if (typeof key !== 'string') return undefined
  if (map instanceof Scope) return fromScope(map.get(key))
  return isPlainMap(map) && Object.hasOwn(map, key) ? map[key] : undefined
}

/** True when there is an entry under `key`, null entries included. */
export function mapHas(map: MapDatum, key: Datum): boolean {
  if (map instanceof Map) return mapKey(map, key, (found) => map.has(found)) ?? false
  if (typeof key !== 'string') return false
  if (map instanceof Scope) return map.has(key)
  return isPlainMap(map) && Object.hasOwn(map, key) && map[key] !== undefined
}

export function mapSize(map: MapDatum): number {
  if (map instanceof Map) return map.size
  return mapKeys(map).length
}

/** The keys in the map's own order. */
export function mapKeys(map: MapDatum): readonly Datum[] {
  if (map instanceof Map) return [...map.keys()]
  if (map instanceof Scope) return [...map.keys()]
  if (!isPlainMap(map)) return []
  const keys = Object.keys(map)
  return keys.every((key) => map[key] !== undefined) ? keys : keys.filter((key) => map[key] !== undefined)
}

/** The entries in the map's own order. */
export function mapEntries(map: MapDatum): readonly (readonly [Datum, Datum])[] {
  if (map instanceof Map) return [...map.entries()]
  const entries: (readonly [Datum, Datum])[] = []
  for (const key of mapKeys(map)) {
    const value = mapGet(map, key)
    if (value !== undefined) entries.push([key, value])
  }
  return entries
}

/** What a lazy view gave, as a value of the language. */
export function fromScope(value: ReturnType<Scope['get']>): Datum | undefined {
  // `ScopeValue` is the part of `Datum` that may come from outside; JavaScript maps with text keys are maps of the language.
  return value as Datum | undefined
}

/** Decimals are objects, so that a decimal key is found by comparing. */
function mapKey<T>(map: ReadonlyMap<Datum, Datum>, key: Datum, use: (key: Datum) => T): T | undefined {
  if (!(key instanceof Decimal)) return use(key)
  for (const candidate of map.keys()) if (equalData(candidate, key)) return use(candidate)
  return undefined
}
