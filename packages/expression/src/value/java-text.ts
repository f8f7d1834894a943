import type { Budget } from '../runtime/budget.ts'
import { type Datum, isCollection, isMap } from './datum.ts'
import { formatDouble } from './java-number-text.ts'
import { mapEntries } from './map-access.ts'
import { MapEntry } from './map-entry.ts'

/**
 * A value as Java's `String.valueOf` writes it: `null`, numbers as Java prints them, lists as `[1, b, null]`, maps as
 * `{k=v, k2=v2}`, entries as `k=v`.
 */
export function toJavaText(value: Datum, budget: Budget): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (value === null || typeof value !== 'object') return String(value)
  budget.step()
  if (isCollection(value)) return joined([...value], (item) => toJavaText(item, budget), '[]', budget)
  if (isMap(value)) return joined(mapEntries(value), ([key, item]) => entryText(key, item, budget), '{}', budget)
  if (value instanceof MapEntry) return entryText(value.key, value.value, budget)
  return value.toString()
}

/** A JavaScript number as Java prints it: one that is no safe integer is a 64-bit decimal. */
export function numberText(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : formatDouble(value)
}

function entryText(key: Datum, value: Datum, budget: Budget): string {
  return `${toJavaText(key, budget)}=${toJavaText(value, budget)}`
}

function joined<T>(items: readonly T[], write: (item: T) => string, brackets: string, budget: Budget): string {
  let text = brackets.slice(0, 1)
  for (const [index, item] of items.entries()) {
    if (index > 0) text += ', '
    text += write(item)
    budget.checkText(text.length)
  }
  return text + brackets.slice(1)
}
