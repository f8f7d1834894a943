import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { Char } from '../value/char.ts'
import { type Datum, isList, isNumber } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'

/**
 * The list in ascending order: numbers by value, texts by their UTF-16 units (capitals first), false before true. Null stays
 * null.
 *
 * @result list
 * @error EXPRESSION_TYPE the input is no list, or its elements cannot be compared with each other
 * @example {{ ['b', 'B', 'a'] | sort }} → ["B","a","b"]
 */
export const sort: Filter = {
  name: 'sort',
  parameters: [],
  apply: (input, _, run) => (input === null ? null : sorted(input, 'sort', run)),
}

/** A sorted copy of a list. */
export function sorted(input: Datum, filter: 'sort' | 'rsort', run: Run): readonly Datum[] {
  if (!isList(input))
    throw new Fault('EXPRESSION_TYPE', `The filter \`${filter}\` needs a list, not ${describeKind(input)}`)
  const direction = filter === 'sort' ? 1 : -1
  return input.toSorted((a, b) => {
    run.budget.step()
    return direction * compare(a, b, filter)
  })
}

function compare(a: Datum, b: Datum, filter: string): number {
  if (isNumber(a) && isNumber(b)) return order(asDouble(a), asDouble(b))
  if (typeof a === 'string' && typeof b === 'string') return order(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Char && b instanceof Char) return order(`${a}`, `${b}`)
  const reason = `The filter \`${filter}\` cannot compare ${describeKind(a)} with ${describeKind(b)}`
  throw new Fault('EXPRESSION_TYPE', reason)
}

function order<T extends number | string>(a: T, b: T): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
