import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { type Datum, isCollection, isList, isMap, type MapDatum } from '../value/datum.ts'
import { inHashOrder } from '../value/java-hash-order.ts'
import { describeKind } from '../value/kind-name.ts'
import { mapEntries } from '../value/map-access.ts'
import { MapEntry } from '../value/map-entry.ts'
import type { Filter } from './filter.ts'

/** Kestra makes its HashMap with room for so many more entries. */
const SPARE_CAPACITY = 16

/**
 * Puts two collections together: of two maps the entries of the right one win; a list on the right of a map adds each element as
 * key and value; to a list the elements, or the entries of a map, are appended. Null is the other one.
 *
 * @argument items - the other list or map
 * @result map or list
 * @error EXPRESSION_TYPE both are null, or they do not fit together
 * @example {{ {'a': 1} | merge({'b': 2}) }} → {"a":1,"b":2}
 */
export const merge: Filter = {
  name: 'merge',
  parameters: ['items'],
  apply(input, args, run) {
    const items = args[0] ?? null
    if (input === null && items === null)
      throw new Fault('EXPRESSION_TYPE', 'The filter `merge` cannot merge null with null')
    if (input === null) return items
    if (items === null) return input
    if (isMap(input)) return mergeIntoMap(input, items, run)
    if (!isList(input)) throw mismatch(input, items)
    return mergeIntoList(input, items, run)
  },
}

function mergeIntoMap(map: MapDatum, items: Datum, run: Run): Datum {
  const left = mapEntries(map)
  const right = isMap(items)
    ? mapEntries(items)
    : isCollection(items)
      ? [...items].map((item) => [item, item] as const)
      : null
  if (right === null) throw mismatch(map, items)
  run.budget.checkCollection(left.length + right.length)
  return inHashOrder(new Map([...left, ...right]), left.length + right.length + SPARE_CAPACITY)
}

function mergeIntoList(list: readonly Datum[], items: Datum, run: Run): Datum {
  const added = isCollection(items)
    ? [...items]
    : isMap(items)
      ? mapEntries(items).map(([key, value]) => new MapEntry(key, value))
      : null
  if (added === null) throw mismatch(list, items)
  run.budget.checkCollection(list.length + added.length)
  return [...list, ...added]
}

function mismatch(input: Datum, items: Datum): Fault {
  return new Fault(
    'EXPRESSION_TYPE',
    `The filter \`merge\` cannot merge ${describeKind(input)} with ${describeKind(items)}`,
  )
}
