import type { Budget } from '../runtime/budget.ts'
import { Char } from '../value/char.ts'
import { type Datum, isCollection, isList, isMap, isNumber } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { numberText, toJavaText } from '../value/java-text.ts'
import { mapEntries } from '../value/map-access.ts'
import { MapEntry } from '../value/map-entry.ts'

/** What jq calls the kind of a value. */
export function typeName(value: Datum): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'boolean'
  if (isNumber(value)) return 'number'
  if (typeof value === 'string') return 'string'
  return isList(value) ? 'array' : 'object'
}

/** A value for an error message: texts and numbers are not shown, since they may be secret. */
export function describeJq(value: Datum): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (isList(value)) return `[${value.length}]`
  return '…'
}

/**
 * A value of the language as jq sees it: JSON with JavaScript maps for objects. Entries that are null vanish, as they do in
 * Kestra's conversion.
 */
export function toJqValue(value: Datum, budget: Budget): Datum {
  budget.step()
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return Decimal.double(value)
  if (typeof value !== 'object' || value === null || value instanceof Decimal) return value
  if (value instanceof Char) return value.toString()
  if (isCollection(value)) return [...value].map((item) => toJqValue(item, budget))
  if (value instanceof MapEntry) return new Map([[toJavaText(value.key, budget), toJqValue(value.value, budget)]])
  if (!isMap(value)) return toJavaText(value, budget)
  const map = new Map<Datum, Datum>()
  for (const [key, item] of mapEntries(value))
    if (item !== null) map.set(toJavaText(key, budget), toJqValue(item, budget))
  return map
}

/** A value as `tostring` and interpolation write it. */
export function jqText(value: Datum, budget: Budget): string {
  return typeof value === 'string' ? value : jqJson(value, budget)
}

/** A value as JSON, null entries included; NaN is null, infinities the greatest numbers. */
export function jqJson(value: Datum, budget: Budget): string {
  budget.step()
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (isNumber(value)) return jqNumberText(value)
  if (isList(value)) return joined(value, (item) => jqJson(item, budget), '[]', budget)
  if (!isMap(value)) return 'null'
  return joined(
    mapEntries(value),
    ([key, item]) => `${JSON.stringify(String(key))}:${jqJson(item, budget)}`,
    '{}',
    budget,
  )
}

function jqNumberText(value: number | bigint | Decimal): string {
  if (!(value instanceof Decimal)) return typeof value === 'bigint' ? String(value) : numberText(value)
  if (Number.isNaN(value.value)) return 'null'
  if (Number.isFinite(value.value)) return value.toString()
  return value.value > 0 ? '1.7976931348623157E308' : '-1.7976931348623157E308'
}

function joined<T>(items: readonly T[], write: (item: T) => string, brackets: string, budget: Budget): string {
  let text = brackets.slice(0, 1)
  for (const [index, item] of items.entries()) {
    text += (index > 0 ? ',' : '') + write(item)
    budget.checkText(text.length)
  }
  return text + brackets.slice(1)
}
