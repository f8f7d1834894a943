import { Char } from './char.ts'
import { type Datum, isList, isMap, isNumber, isSet, type NumberDatum } from './datum.ts'
import { Decimal } from './decimal.ts'
import { mapEntries, mapGet, mapSize } from './map-access.ts'
import { MapEntry } from './map-entry.ts'

/** Called once for each pair of values that is compared, so that a limit can end the work. */
export type OnStep = () => void

const IGNORE: OnStep = () => {}

/**
 * Java's `equals`, as it decides about elements of lists and maps: no value equals one of another kind (`1` and `1.0`, a
 * character and a text), but there is only one kind of integer.
 */
export function equalData(a: Datum, b: Datum, onStep: OnStep = IGNORE): boolean {
  onStep()
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return equalScalars(a, b)
  if (a instanceof Decimal || b instanceof Decimal) return equalNumbers(a, b)
  if (a instanceof Char) return b instanceof Char && `${a}` === `${b}`
  if (a instanceof MapEntry) {
    return b instanceof MapEntry && equalData(a.key, b.key, onStep) && equalData(a.value, b.value, onStep)
  }
  if (isList(a)) return isList(b) && equalLists(a, b, onStep)
  if (isSet(a)) return isSet(b) && equalSets(a, b, onStep)
  if (!isMap(a) || !isMap(b) || mapSize(a) !== mapSize(b)) return false
  return mapEntries(a).every(([key, value]) => {
    const other = mapGet(b, key)
    return other !== undefined && equalData(value, other, onStep)
  })
}

/** The value of `number` as a JavaScript number, as comparisons see it. */
export function asDouble(number: NumberDatum): number {
  return number instanceof Decimal ? number.value : Number(number)
}

/** Numbers of one kind. An integer is a number or a bigint; one too long for a number never equals a short one. */
function equalScalars(a: Datum, b: Datum): boolean {
  return isNumber(a) && isNumber(b) && equalNumbers(a, b)
}

function equalNumbers(a: Datum, b: Datum): boolean {
  if (!isNumber(a) || !isNumber(b) || kindOf(a) !== kindOf(b)) return false
  if (a instanceof Decimal && b instanceof Decimal && a.exact !== null && b.exact !== null) {
    return a.exact.unscaled === b.exact.unscaled && a.exact.scale === b.exact.scale
  }
  if (a instanceof Decimal || b instanceof Decimal) return Object.is(asDouble(a), asDouble(b))
  return a == b
}

function kindOf(value: NumberDatum): string {
  if (value instanceof Decimal) return value.kind
  return typeof value === 'number' && !Number.isSafeInteger(value) ? 'double' : 'integer'
}

function equalLists(a: readonly Datum[], b: readonly Datum[], onStep: OnStep): boolean {
  return a.length === b.length && a.every((item, index) => equalData(item, b[index] ?? null, onStep))
}

function equalSets(a: ReadonlySet<Datum>, b: ReadonlySet<Datum>, onStep: OnStep): boolean {
  return a.size === b.size && [...a].every((item) => [...b].some((other) => equalData(item, other, onStep)))
}
