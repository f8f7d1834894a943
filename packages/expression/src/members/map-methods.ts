import type { Run } from '../runtime/run.ts'
import type { Datum, MapDatum } from '../value/datum.ts'
import { equalData } from '../value/equality.ts'
import { mapEntries, mapGet, mapHas, mapKeys, mapSize } from '../value/map-access.ts'
import { MapEntry } from '../value/map-entry.ts'
import type { Method, Methods } from './call-member.ts'

type MapMethod = (map: MapDatum, args: readonly Datum[], run: Run) => Datum

const METHODS: readonly (readonly [string, readonly number[], MapMethod])[] = [
  ['size', [0], (map) => mapSize(map)],
  ['isEmpty', [0], (map) => mapSize(map) === 0],
  ['get', [1], (map, args) => mapGet(map, args[0] ?? null) ?? null],
  ['getOrDefault', [2], (map, args) => (mapHas(map, args[0] ?? null) ? mapGet(map, args[0] ?? null) : args[1]) ?? null],
  ['containsKey', [1], (map, args) => mapHas(map, args[0] ?? null)],
  ['containsValue', [1], containsValue],
  ['keySet', [0], (map) => new Set(mapKeys(map))],
  ['values', [0], (map) => mapEntries(map).map(([, value]) => value)],
  ['entrySet', [0], (map) => new Set(mapEntries(map).map(([key, value]) => new MapEntry(key, value)))],
  ['toString', [0], (map, _, run) => run.text(map)],
]

/** Methods of maps by their lower-case names; they need the brackets of a call. */
export const MAP_METHODS: Methods<MapDatum> = new Map(
  METHODS.map(([name, parameters, apply]): [string, Method<MapDatum>] => [name.toLowerCase(), { parameters, apply }]),
)

function containsValue(map: MapDatum, args: readonly Datum[], run: Run): Datum {
  const wanted = args[0] ?? null
  return mapEntries(map).some(([, value]) => equalData(value, wanted, () => run.budget.step()))
}
