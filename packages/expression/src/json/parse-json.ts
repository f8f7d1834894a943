import type { Value } from '../value/value.ts'
import { type JsonBuilder, JsonReader } from './json-reader.ts'
import { JsonSyntaxError } from './json-syntax-error.ts'

/** A digit followed by a fraction, an exponent, or fifteen more digits: only such texts can hold what plain JSON loses. */
const MAY_HOLD_SPECIAL_NUMBER = /\d(?:[.eE]|\d{15})/

const VALUES: JsonBuilder<Value> = {
  scalar: (value) => value,
  list: (items) => items,
  map: (entries) => Object.fromEntries(entries),
}

/**
 * Reads JSON without losing numbers: decimals become `Decimal`s (64-bit), integers beyond 2^53 bigint. Texts that can hold
 * neither take the platform's own parser.
 *
 * @throws JsonSyntaxError when the text is not exactly one JSON value
 * @example parseJson('{"a":1.0}') // { a: Decimal 1.0 }
 */
export function parseJson(text: string): Value {
  if (!MAY_HOLD_SPECIAL_NUMBER.test(text)) {
    try {
      const value: Value = JSON.parse(text)
      return value
    } catch {
      // The reader below says where the mistake is.
    }
  }
  const reader = new JsonReader(text, VALUES)
  const value = reader.read()
  if (!reader.atEnd()) throw new JsonSyntaxError('Invalid JSON: something follows the value', reader.offset)
  return value
}
