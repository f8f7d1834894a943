import { Char } from './char.ts'
import type { Datum } from './datum.ts'
import { Decimal } from './decimal.ts'

const MAX_TABLE = 2 ** 30
/** What a HashMap is made with when nothing is said. */
export const DEFAULT_CAPACITY = 16

/** A map that is a HashMap in Kestra. Other maps of templates are LinkedHashMaps there. */
export class HashOrderedMap extends Map<Datum, Datum> {}

/**
 * A map whose entries stand in the order in which Java's HashMap walks them: Kestra prints map literals, merged maps and the
 * whole context so. `entries` come in the order of insertion, of equal keys the last one counts; `capacity` is what the HashMap
 * was made with.
 */
export function inHashOrder(entries: ReadonlyMap<Datum, Datum>, capacity: number): ReadonlyMap<Datum, Datum> {
  if (entries.size < 2) return new HashOrderedMap(entries)
  const table = tableSize(entries.size, capacity)
  const placed = [...entries].map(([key, value]) => ({ key, value, bucket: bucketOf(key, table) }))
  // The sort is stable: within a bucket, entries stay in the order of insertion.
  placed.sort((a, b) => a.bucket - b.bucket)
  return new HashOrderedMap(placed.map(({ key, value }) => [key, value]))
}

/** A power of two that holds the entries at a load of three quarters. */
function tableSize(count: number, capacity: number): number {
  let size = 1
  while (size < capacity && size < MAX_TABLE) size *= 2
  while (count > size * 0.75 && size < MAX_TABLE) size *= 2
  return size
}

function bucketOf(key: Datum, table: number): number {
  const hash = hashOf(key)
  return ((hash ^ (hash >>> 16)) & (table - 1)) >>> 0
}

function hashOf(key: Datum): number {
  if (typeof key === 'string') return textHash(key)
  if (typeof key === 'boolean') return key ? 1231 : 1237
  if (key instanceof Char) return key.toString().charCodeAt(0)
  if (typeof key === 'bigint' || Number.isSafeInteger(key)) return longHash(BigInt(key as number | bigint)) // narrowed by the test
  if (typeof key === 'number') return doubleHash(key)
  return key instanceof Decimal ? doubleHash(key.value) : 0
}

/** Java's `String.hashCode`. */
export function textHash(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0
  return hash
}

function longHash(value: bigint): number {
  const bits = BigInt.asUintN(64, value)
  return Number(BigInt.asIntN(32, bits ^ (bits >> 32n)))
}

function doubleHash(value: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getInt32(0) ^ view.getInt32(4)
}
