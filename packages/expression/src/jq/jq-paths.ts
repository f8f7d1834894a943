import type { Budget } from '../runtime/budget.ts'
import { type Datum, isList, isMap, isNumber } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { mapGet } from '../value/map-access.ts'
import { compareJq } from './jq-compare.ts'
import { JqError } from './jq-error.ts'
import { typeName } from './jq-values.ts'

/** `value[key]`: null where there is nothing. @throws JqError when such a value has no such keys */
export function getKey(value: Datum, key: Datum, budget: Budget): Datum {
  if (value === null && (key === null || typeof key === 'string' || isNumber(key) || isMap(key))) return null
  if (isMap(value) && typeof key === 'string') return mapGet(value, key) ?? null
  if (isList(value) && isNumber(key)) return value[position(asDouble(key), value.length)] ?? null
  if (isMap(key) && isList(value)) {
    const [from, to] = sliceBounds(key, value.length)
    return value.slice(from, to)
  }
  if (isMap(key) && typeof value === 'string') return sliceText(value, key)
  if (isList(value) && isList(key)) return indexesOf(value, key, budget)
  throw new JqError(`Cannot index ${typeName(value)} with ${typeof key === 'string' ? `"${key}"` : typeName(key)}`)
}

/** The value at a path. */
export function getPath(value: Datum, path: readonly Datum[], budget: Budget): Datum {
  let current = value
  for (const key of path) {
    if (current === null) return null
    current = getKey(current, key, budget)
  }
  return current
}

/** A copy of a value with another one at a path; what is missing on the way is made. */
export function setPath(value: Datum, path: readonly Datum[], replacement: Datum, budget: Budget): Datum {
  budget.step()
  const [key, ...rest] = path
  if (key === undefined) return replacement
  return setKey(value, key, setPath(getKey(value, key, budget), rest, replacement, budget), budget)
}

function setKey(value: Datum, key: Datum, item: Datum, budget: Budget): Datum {
  if (typeof key === 'string' && (value === null || isMap(value))) {
    const map = new Map<Datum, Datum>(value === null || !(value instanceof Map) ? [] : value)
    budget.steps(map.size)
    return map.set(key, item)
  }
  if (isNumber(key) && (value === null || isList(value))) return setElement(value ?? [], asDouble(key), item, budget)
  if (isMap(key) && (value === null || isList(value))) {
    const list = value ?? []
    const [from, to] = sliceBounds(key, list.length)
    if (!isList(item)) throw new JqError('A slice of an array can only be assigned another array')
    return [...list.slice(0, from), ...item, ...list.slice(to)]
  }
  throw new JqError(`Cannot index ${typeName(value)} with ${typeName(key)}`)
}

function setElement(list: readonly Datum[], wanted: number, item: Datum, budget: Budget): Datum {
  const index = position(wanted, list.length)
  if (index < 0) throw new JqError('Out of bounds negative array index')
  budget.checkCollection(Math.max(index + 1, list.length))
  const copy: Datum[] = [...list]
  while (copy.length < index) copy.push(null)
  copy[index] = item
  return copy
}

/** A copy of a value without what stands at the paths. */
export function deletePaths(value: Datum, paths: readonly (readonly Datum[])[], budget: Budget): Datum {
  // From the end, so that indexes stay right.
  return paths
    .toSorted((a, b) => compareJq(b, a, budget))
    .reduce((current, path) => deletePath(current, path, budget), value)
}

function deletePath(value: Datum, path: readonly Datum[], budget: Budget): Datum {
  budget.step()
  const [key, ...rest] = path
  if (key === undefined || value === null) return null
  if (rest.length === 0) return deleteKey(value, key)
  const inner = getKey(value, key, budget)
  return inner === null ? value : setKey(value, key, deletePath(inner, rest, budget), budget)
}

function deleteKey(value: Datum, key: Datum): Datum {
  if (value instanceof Map && typeof key === 'string') return new Map([...value].filter(([other]) => other !== key))
  if (isList(value) && isNumber(key)) {
    const index = position(asDouble(key), value.length)
    return index < 0 || index >= value.length ? value : value.toSpliced(index, 1)
  }
  if (isList(value) && isMap(key)) {
    const [from, to] = sliceBounds(key, value.length)
    return value.toSpliced(from, to - from)
  }
  throw new JqError(`Cannot delete field of ${typeName(value)}`)
}

/** A part of a text, whose characters are those of Unicode: what JavaScript counts as two is one. */
function sliceText(text: string, key: Datum): string {
  const characters = [...text]
  const [from, to] = sliceBounds(key, characters.length)
  return characters.slice(from, to).join('')
}

/** The path of a slice: an object with `start` and `end`. */
export function sliceKey(from: Datum, to: Datum): Datum {
  for (const bound of [from, to]) {
    if (bound !== null && !isNumber(bound)) throw new JqError('Start and end indices of an array slice must be numbers')
  }
  return new Map<Datum, Datum>([
    ['start', from],
    ['end', to],
  ])
}

function sliceBounds(key: Datum, length: number): readonly [number, number] {
  const bound = (name: string, otherwise: number, round: (value: number) => number): number => {
    const value = isMap(key) ? (mapGet(key, name) ?? null) : null
    if (!isNumber(value)) return otherwise
    const number = round(asDouble(value))
    return Math.max(0, Math.min(length, number < 0 ? number + length : number))
  }
  const from = bound('start', 0, Math.floor)
  return [from, Math.max(from, bound('end', length, Math.ceil))]
}

/** Negative indexes count from the end; fractions are cut off. */
function position(index: number, length: number): number {
  const whole = Math.floor(index)
  return whole < 0 ? whole + length : whole
}

/** Where a list occurs in another one. */
export function indexesOf(list: readonly Datum[], wanted: readonly Datum[], budget: Budget): readonly number[] {
  if (wanted.length === 0) return []
  const found: number[] = []
  for (let start = 0; start + wanted.length <= list.length; start += 1) {
    if (wanted.every((item, index) => compareJq(list[start + index] ?? null, item, budget) === 0)) found.push(start)
  }
  return found
}
