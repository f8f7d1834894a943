import { type Datum, isList, isMap, isNumber, type MapDatum } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { mapEntries, mapHas, mapSize } from '../value/map-access.ts'
import { jqArithmetic } from './jq-arithmetic.ts'
import { compareJq, sortedKeys } from './jq-compare.ts'
import type { JqClosure } from './jq-environment.ts'
import { JqError } from './jq-error.ts'
import { computed, type JqMachine, type JqNative, type Located } from './jq-machine.ts'
import { indexesOf } from './jq-paths.ts'
import { jqText, typeName } from './jq-values.ts'
import { argumentAt, ofValues } from './native.ts'
import { absolute } from './number-natives.ts'

/** Functions of arrays and objects. */
export const COLLECTION_NATIVES: readonly (readonly [string, JqNative])[] = [
  ['length/0', ofValues(length)],
  ['keys/0', ofValues((value) => keys(value, true))],
  ['keys_unsorted/0', ofValues((value) => keys(value, false))],
  ['has/1', ofValues((value, [key]) => has(value, key ?? null))],
  ['contains/1', ofValues((value, [part], machine) => contains(value, part ?? null, machine))],
  ['add/0', ofValues(add)],
  ['reverse/0', ofValues(reverse)],
  [
    'sort/0',
    ofValues((value, _, machine) => list(value, 'sorted').toSorted((a, b) => compareJq(a, b, machine.budget))),
  ],
  ['sort_by/1', byKeys((groups) => groups.map(({ item }) => item))],
  ['group_by/1', byKeys(grouped)],
  ['min_by/1', byKeys((sorted) => sorted[0]?.item ?? null)],
  ['max_by/1', byKeys(lastOfGreatest)],
  ['unique/0', ofValues(unique)],
  ['min/0', ofValues((value, _, machine) => extreme(value, machine, -1))],
  ['max/0', ofValues((value, _, machine) => extreme(value, machine, 1))],
  ['flatten/0', ofValues((value, _, machine) => flatten(value, Number.POSITIVE_INFINITY, machine))],
  ['flatten/1', ofValues((value, [depth], machine) => flatten(value, depthOf(depth), machine))],
  ['to_entries/0', ofValues(toEntries)],
  ['from_entries/0', ofValues(fromEntries)],
  ['indices/1', ofValues((value, [wanted], machine) => indices(value, wanted ?? null, machine))],
  ['index/1', ofValues((value, [wanted], machine) => indices(value, wanted ?? null, machine)?.at(0) ?? null)],
  ['rindex/1', ofValues((value, [wanted], machine) => indices(value, wanted ?? null, machine)?.at(-1) ?? null)],
  ['join/1', ofValues(join)],
]

interface Keyed {
  readonly item: Datum
  readonly key: Datum
}

function length(value: Datum): Datum {
  if (value === null) return 0
  if (typeof value === 'string') return [...value].length
  if (isNumber(value)) return absolute(value)
  if (isList(value)) return value.length
  if (isMap(value)) return mapSize(value)
  throw new JqError(`${typeName(value)} has no length`)
}

function keys(value: Datum, sorted: boolean): Datum {
  if (isList(value)) return value.map((_, index) => index)
  if (!isMap(value)) throw new JqError(`${typeName(value)} has no keys`)
  return sorted ? sortedKeys(value) : mapEntries(value).map(([key]) => key)
}

function has(value: Datum, key: Datum): Datum {
  if (isMap(value) && typeof key === 'string') return mapHas(value, key)
  if (isList(value) && isNumber(key)) return asDouble(key) >= 0 && asDouble(key) < value.length
  throw new JqError(`Cannot check whether ${typeName(value)} has a ${typeName(key)} key`)
}

function contains(value: Datum, part: Datum, machine: JqMachine): boolean {
  machine.budget.step()
  if (isMap(value) && isMap(part)) {
    return mapEntries(part).every(([key, item]) => mapHas(value, key) && contains(entry(value, key), item, machine))
  }
  if (isList(value) && isList(part)) return part.every((item) => value.some((other) => contains(other, item, machine)))
  if (typeof value === 'string' && typeof part === 'string') return value.includes(part)
  if (typeName(value) !== typeName(part)) {
    throw new JqError(`${typeName(value)} and ${typeName(part)} cannot have their containment checked`)
  }
  return compareJq(value, part, machine.budget) === 0
}

function entry(map: MapDatum, key: Datum): Datum {
  return map instanceof Map ? (map.get(key) ?? null) : null
}

function add(value: Datum, _: readonly Datum[], machine: JqMachine): Datum {
  const items = isMap(value) ? mapEntries(value).map(([, item]) => item) : list(value, 'iterated over')
  return items.reduce<Datum>((sum, item) => jqArithmetic('+', sum, item, machine.budget), null)
}

function reverse(value: Datum): Datum {
  if (value === null) return []
  if (typeof value === 'string') return [...value].reverse().join('')
  return list(value, 'reversed').toReversed()
}

/** Functions that look at elements by keys that a filter gives. */
function byKeys(use: (sorted: readonly Keyed[], machine: JqMachine) => Datum): JqNative {
  return (input: Located, args: readonly JqClosure[], machine: JqMachine) => {
    const keyed = list(input.value, 'sorted').map(
      (item): Keyed => ({ item, key: machine.collect(machine.argument(argumentAt(args, 0), item)) }),
    )
    return [
      computed(
        use(
          keyed.toSorted((a, b) => compareJq(a.key, b.key, machine.budget)),
          machine,
        ),
      ),
    ]
  }
}

function grouped(sorted: readonly Keyed[], machine: JqMachine): Datum {
  const groups: Datum[][] = []
  let last: Keyed | null = null
  for (const keyed of sorted) {
    if (last !== null && compareJq(last.key, keyed.key, machine.budget) === 0) groups.at(-1)?.push(keyed.item)
    else groups.push([keyed.item])
    last = keyed
  }
  return groups
}

/** Of equally great elements the last one counts. */
function lastOfGreatest(sorted: readonly Keyed[]): Datum {
  return sorted.at(-1)?.item ?? null
}

function unique(value: Datum, _: readonly Datum[], machine: JqMachine): Datum {
  const sorted = list(value, 'sorted').toSorted((a, b) => compareJq(a, b, machine.budget))
  return sorted.filter((item, index) => index === 0 || compareJq(sorted[index - 1] ?? null, item, machine.budget) !== 0)
}

function extreme(value: Datum, machine: JqMachine, direction: 1 | -1): Datum {
  const items = list(value, 'compared')
  return items.reduce<Datum>((best, item, index) => {
    const order = index === 0 ? direction : direction * compareJq(item, best, machine.budget)
    return order > 0 || (order === 0 && direction === 1) || index === 0 ? item : best
  }, null)
}

function flatten(value: Datum, depth: number, machine: JqMachine): Datum {
  const flat: Datum[] = []
  const visit = (items: readonly Datum[], left: number): void => {
    for (const item of items) {
      machine.budget.step()
      if (isList(item) && left > 0) visit(item, left - 1)
      else flat.push(item)
      machine.budget.checkSize(flat.length)
    }
  }
  visit(list(value, 'flattened'), depth)
  return flat
}

function depthOf(value: Datum | undefined): number {
  if (value === undefined || !isNumber(value)) throw new JqError('flatten depth must be a number')
  if (asDouble(value) < 0) throw new JqError('flatten depth must not be negative')
  return asDouble(value)
}

function toEntries(value: Datum): Datum {
  if (!isMap(value)) throw new JqError(`${typeName(value)} has no keys`)
  return mapEntries(value).map(([key, item]) =>
    record([
      ['key', key],
      ['value', item],
    ]),
  )
}

function record(entries: readonly (readonly [string, Datum])[]): Datum {
  return new Map<Datum, Datum>(entries)
}

const KEY_NAMES = ['key', 'k', 'name', 'Name', 'Key', 'K']
const VALUE_NAMES = ['value', 'v', 'Value', 'V']

function fromEntries(value: Datum, _: readonly Datum[], machine: JqMachine): Datum {
  const map = new Map<Datum, Datum>()
  for (const item of list(value, 'iterated over')) {
    const key = isMap(item) ? firstOf(item, KEY_NAMES) : item
    map.set(key === null ? 'null' : jqText(key, machine.budget), isMap(item) ? firstOf(item, VALUE_NAMES) : null)
  }
  return map
}

/** The first of some entries that is there and neither null nor false; false if there is one. */
function firstOf(map: MapDatum, names: readonly string[]): Datum {
  const found = names.filter((name) => mapHas(map, name)).map((name) => entry(map, name))
  return found.find((item) => item !== null && item !== false) ?? found.find((item) => item === false) ?? null
}

function indices(value: Datum, wanted: Datum, machine: JqMachine): readonly number[] | null {
  if (value === null) return null
  if (typeof value === 'string' && typeof wanted === 'string') return textIndices(value, wanted)
  if (!isList(value)) throw new JqError(`Cannot determine indices in ${typeName(value)}`)
  return indexesOf(value, isList(wanted) ? wanted : [wanted], machine.budget)
}

function textIndices(text: string, wanted: string): readonly number[] {
  const found: number[] = []
  if (wanted === '') return found
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) found.push(at)
  return found
}

function join(value: Datum, [separator]: readonly Datum[], machine: JqMachine): Datum {
  if (typeof separator !== 'string') throw new JqError('join needs a string')
  let text = ''
  for (const [index, item] of list(value, 'joined').entries()) {
    if (isList(item) || isMap(item)) throw new JqError(`string and ${typeName(item)} cannot be added`)
    text += (index > 0 ? separator : '') + (item === null ? '' : jqText(item, machine.budget))
    machine.budget.checkText(text.length)
  }
  return text
}

function list(value: Datum, what: string): readonly Datum[] {
  if (isList(value)) return value
  throw new JqError(`${typeName(value)} cannot be ${what}, as it is not an array`)
}
