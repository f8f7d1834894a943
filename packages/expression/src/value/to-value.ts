import type { Budget } from '../runtime/budget.ts'
import { Scope } from '../scope/scope.ts'
import { Char } from './char.ts'
import { type Datum, isCollection, isMap, isPlainMap, type MapDatum } from './datum.ts'
import { Decimal } from './decimal.ts'
import { toJavaText } from './java-text.ts'
import { LOOP_PROPERTIES, LoopState } from './loop-state.ts'
import { mapEntries } from './map-access.ts'
import { MapEntry } from './map-entry.ts'
import type { Value } from './value.ts'

/**
 * What leaves the package: characters become texts, sets lists, lazy views and other maps plain objects. Lists and plain objects
 * that need no change are the same ones.
 */
export function toValue(datum: Datum, budget: Budget): Value {
  if (typeof datum === 'number') return Number.isSafeInteger(datum) ? datum : Decimal.double(datum)
  if (datum === null || typeof datum !== 'object' || datum instanceof Decimal) return datum
  budget.step()
  if (datum instanceof Char) return datum.toString()
  if (isCollection(datum)) return toList(datum, budget)
  if (isMap(datum)) return toMap(datum, budget)
  if (datum instanceof MapEntry)
    return Object.fromEntries([[toJavaText(datum.key, budget), toValue(datum.value, budget)]])
  return datum instanceof LoopState
    ? Object.fromEntries(LOOP_PROPERTIES.map((name) => [name, datum.get(name) ?? null]))
    : null
}

function toList(items: readonly Datum[] | ReadonlySet<Datum>, budget: Budget): Value {
  const list = [...items]
  const values = list.map((item) => toValue(item, budget))
  const same = items instanceof Set ? false : values.every((value, index) => value === list[index])
  // When no element changed, the elements are values, and so is their list.
  return same ? (items as readonly Value[]) : values
}

function toMap(map: MapDatum, budget: Budget): Value {
  let same = isPlainMap(map) && !(map instanceof Scope)
  const values = mapEntries(map).map(([key, item]): [string, Value] => {
    const value = toValue(item, budget)
    if (value !== item) same = false
    return [toJavaText(key, budget), value]
  })
  // As for lists.
  return same ? (map as { readonly [key: string]: Value }) : Object.fromEntries(values)
}
