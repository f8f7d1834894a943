import type { Budget } from '../runtime/budget.ts'
import { type Datum, isInteger, isList, isMap, isNumber, type NumberDatum } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { mapGet, mapKeys } from '../value/map-access.ts'

/** Kinds in jq's order: null, false, true, numbers, texts, lists, objects. */
function rank(value: Datum): number {
  if (value === null) return 0
  if (value === false) return 1
  if (value === true) return 2
  if (isNumber(value)) return 3
  if (typeof value === 'string') return 4
  return isList(value) ? 5 : 6
}

/** jq's order of all values: negative, zero or positive. */
export function compareJq(a: Datum, b: Datum, budget: Budget): number {
  budget.step()
  const byRank = rank(a) - rank(b)
  if (byRank !== 0) return byRank
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  if (isList(a) && isList(b)) return compareLists(a, b, budget)
  if (isMap(a) && isMap(b)) {
    const [keysA, keysB] = [sortedKeys(a), sortedKeys(b)]
    const byKeys = compareLists(keysA, keysB, budget)
    if (byKeys !== 0) return byKeys
    for (const key of keysA) {
      const byValue = compareJq(mapGet(a, key) ?? null, mapGet(b, key) ?? null, budget)
      if (byValue !== 0) return byValue
    }
  }
  return 0
}

/** The keys of an object in jq's order. */
export function sortedKeys(map: Datum): readonly string[] {
  return isMap(map) ? mapKeys(map).map(String).sort(compareCodePoints) : []
}

/** NaN is less than every number. Long integers compare exactly. */
function compareNumbers(a: NumberDatum, b: NumberDatum): number {
  if (isInteger(a) && isInteger(b)) return a < b ? -1 : a > b ? 1 : 0
  const [x, y] = [asDouble(a), asDouble(b)]
  if (Number.isNaN(x)) return -1
  if (Number.isNaN(y)) return 1
  return x < y ? -1 : x > y ? 1 : 0
}

/** Texts compare by code points; UTF-16 units differ from that only for surrogates. */
function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index += 1) {
    const [x, y] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (x === y) continue
    const [surrogateX, surrogateY] = [x >= 0xd800 && x <= 0xdfff, y >= 0xd800 && y <= 0xdfff]
    return surrogateX === surrogateY ? x - y : surrogateX ? 1 : -1
  }
  return a.length - b.length
}

function compareLists(a: readonly Datum[], b: readonly Datum[], budget: Budget): number {
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index += 1) {
    const order = compareJq(a[index] ?? null, b[index] ?? null, budget)
    if (order !== 0) return order
  }
  return a.length - b.length
}
