import { Fault } from '../errors/fault.ts'
import { Char } from '../value/char.ts'
import { type Datum, isCollection } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'

/**
 * The first element of a list or set (null when it is empty), or the first character of a text. Null stays null.
 *
 * @result element or character
 * @error EXPRESSION_TYPE the input is no list, set or text
 * @error EXPRESSION_VALUE the text is empty
 * @example {{ [3, 4] | first }} → 3
 */
export const first: Filter = {
  name: 'first',
  parameters: [],
  apply: (input) => endOf(input, 'first'),
}

/** The element or character at one end. */
export function endOf(input: Datum, filter: 'first' | 'last'): Datum {
  if (input === null) return null
  const index = filter === 'first' ? 0 : -1
  if (typeof input === 'string') {
    const character = input.at(index)
    if (character === undefined) throw new Fault('EXPRESSION_VALUE', `The text for \`${filter}\` is empty`)
    return new Char(character)
  }
  if (isCollection(input)) return [...input].at(index) ?? null
  throw new Fault('EXPRESSION_TYPE', `The filter \`${filter}\` needs a list or a text, not ${describeKind(input)}`)
}
