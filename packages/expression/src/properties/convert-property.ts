import { JsonSyntaxError } from '../json/json-syntax-error.ts'
import { parseJson } from '../json/parse-json.ts'
import { trimJava } from '../text/trim-java.ts'
import { Decimal } from '../value/decimal.ts'
import { toInteger } from '../value/integer.ts'
import type { Value } from '../value/value.ts'
import { isoDuration } from './iso-duration.ts'

/** Types that a task property can have. */
export type PropertyType = 'String' | 'Boolean' | 'Integer' | 'Long' | 'Double' | 'Duration' | 'list' | 'map'

/** A rendered text that does not fit the type of its property. */
export class PropertyTypeError extends Error {
  override readonly name = 'PropertyTypeError'
}

const TRUE = ['true', 'True', 'TRUE', '1']
const FALSE = ['false', 'False', 'FALSE', '0']
/** No number or duration that fits its type is longer; longer texts would only cost time. */
const MAX_LENGTH = 400
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/

/**
 * The value that a rendered text has as a typed property, as Jackson converts it (observed/expressions.md): booleans also from `1`
 * and `0`, integers cut off, durations in ISO or seconds (given back in ISO), lists and maps from JSON. A blank text, and the word
 * null, are null for scalars.
 *
 * @throws PropertyTypeError
 */
export function convertProperty(text: string, type: PropertyType): Value {
  if (type === 'String') return text
  const trimmed = trimJava(text)
  if (type === 'list' || type === 'map') return structure(trimmed, type)
  if (trimmed === '' || trimmed === 'null') return null
  if (type === 'Boolean') return boolean(trimmed)
  if (trimmed.length > MAX_LENGTH) return misfit(type)
  if (type === 'Duration') return isoDuration(trimmed) ?? misfit(type)
  if (!NUMBER.test(trimmed)) return misfit(type)
  return type === 'Double' ? Decimal.double(Number(trimmed)) : integer(trimmed, type)
}

function boolean(text: string): boolean {
  if (TRUE.includes(text)) return true
  return FALSE.includes(text) ? false : misfit('Boolean')
}

/** Decimals are cut off; the number must fit the type. */
function integer(text: string, type: 'Integer' | 'Long'): Value {
  const rounded = Math.trunc(Number(text))
  if (!Number.isFinite(rounded)) return misfit(type)
  const whole = /^[-+]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : BigInt(rounded)
  return BigInt.asIntN(type === 'Integer' ? 32 : 64, whole) === whole ? toInteger(whole) : misfit(type)
}

function structure(text: string, type: 'list' | 'map'): Value {
  try {
    const value = parseJson(text)
    const fits = type === 'list' ? Array.isArray(value) : isMap(value)
    if (fits) return value
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
  }
  return misfit(type)
}

function isMap(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal)
}

/** The text itself is not quoted: it may be secret. */
function misfit(type: PropertyType): never {
  throw new PropertyTypeError(`The rendered text is no ${type}`)
}
