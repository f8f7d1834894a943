import { Decimal, stringifyJson } from '@countersign/expression'
import type { Value, ValueMap } from '../../json/value.ts'

/** True for a list. (`Array.isArray` alone does not narrow a read-only list.) */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** True for a map: an object that is neither a list nor a decimal. */
export function isMap(value: Value): value is ValueMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Decimal)
}

/** True for numbers of every kind. */
export function isNumeric(value: Value): value is number | bigint | Decimal {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal
}

/**
 * A value as one text: texts as they are, scalars as they print, null as the empty text, lists and maps as JSON. Long
 * integers and decimals keep their digits.
 */
export function toText(value: Value): string {
  if (typeof value === 'string') return value
  return value === null ? '' : toJsonText(value)
}

/** A value as JSON text, in document order; long integers and decimals keep their digits. */
export function toJsonText(value: Value): string {
  return stringifyJson(value)
}

/** Longest text that a message quotes; of longer ones it gives the length, never a part (parts escape masking). */
const QUOTED_LENGTH = 80

/** What came, in words for a message: `"abc"`, `5`, `a list`, `a text of 300 characters`. */
export function describeValue(value: Value): string {
  if (value === null) return 'nothing'
  if (isList(value)) return 'a list'
  if (isMap(value)) return 'a map'
  if (typeof value !== 'string') return String(value)
  return value.length > QUOTED_LENGTH ? `a text of ${value.length} characters` : JSON.stringify(value)
}
