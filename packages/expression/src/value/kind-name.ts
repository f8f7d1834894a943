import { Char } from './char.ts'
import { type Datum, isCollection, isMap, isNumber } from './datum.ts'
import { MapEntry } from './map-entry.ts'

/** What a value is, in words for messages: `null`, `a text`, `a number`, `a list`. Never its content, which may be secret. */
export function describeKind(value: Datum): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'a text'
  if (typeof value === 'boolean') return 'a boolean'
  if (isNumber(value)) return 'a number'
  if (value instanceof Set) return 'a set'
  if (isCollection(value)) return 'a list'
  if (isMap(value)) return 'a map'
  if (value instanceof Char) return 'a character'
  if (value instanceof MapEntry) return 'an entry of a map'
  return 'the state of a loop'
}
