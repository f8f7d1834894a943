import { Fault } from '../errors/fault.ts'
import type { Budget } from '../runtime/budget.ts'
import { Scope } from '../scope/scope.ts'
import { Char } from './char.ts'
import type { Datum } from './datum.ts'
import { Decimal } from './decimal.ts'
import { numberText, toJavaText } from './java-text.ts'
import { LOOP_PROPERTIES, LoopState } from './loop-state.ts'
import { mapEntries } from './map-access.ts'
import { MapEntry } from './map-entry.ts'

/** Deepest nesting that is written; Kestra's own writer stops there too. */
const MAX_DEPTH = 1000
/** What JSON must escape: everything but the space and what follows it, without `"` and the backslash. */
const ESCAPED = /[^ !#-[\]-\uffff]/g
const SHORT_ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
])

/**
 * A value as JSON, as Kestra writes it: no spaces, entries of maps that are null left out (nulls of lists kept), decimals as
 * Java prints them (`1.0`, `1.0E7`).
 *
 * @throws Fault with `EXPRESSION_VALUE` for a null key
 */
export function toJsonText(value: Datum, budget: Budget): string {
  return write(value, budget, 0)
}

/** A text in double quotes, escaped as Kestra does. Short texts, which most are, are looked at by hand: that is faster. */
function quote(text: string, budget: Budget): string {
  const { length } = text
  if (length > 32) {
    if (text.includes('%')) budget.sawPercent = true
    return `"${text.replace(ESCAPED, escapeSequence)}"`
  }
  let clean = true
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code === 0x22 || code === 0x5c) clean = false
    else if (code === 0x25) budget.sawPercent = true
  }
  return clean ? `"${text}"` : `"${text.replace(ESCAPED, escapeSequence)}"`
}

function escapeSequence(character: string): string {
  const short = SHORT_ESCAPES.get(character)
  return short ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

function write(value: Datum, budget: Budget, depth: number): string {
  if (typeof value === 'string') return quote(value, budget)
  if (typeof value === 'number') {
    if ((value | 0) === value) return `${value}`
    return Number.isFinite(value) ? numberText(value) : `"${value}"`
  }
  if (value === null || typeof value !== 'object') return String(value)
  budget.step()
  if (depth > MAX_DEPTH) throw new Fault('EXPRESSION_LIMIT', `A value is nested more than ${MAX_DEPTH} deep`)
  if (Array.isArray(value)) return writeList(value, budget, depth)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return writePlain(value, budget, depth)
  if (value instanceof Map || value instanceof Scope) return writeEntries(mapEntries(value), budget, depth)
  return writeOther(value, budget, depth)
}

function writeList(items: readonly Datum[], budget: Budget, depth: number): string {
  let text = '['
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) text += ','
    const item = items[index] ?? null
    if (typeof item === 'number' && (item | 0) === item) text += item
    else {
      text += write(item, budget, depth + 1)
      budget.checkText(text.length)
    }
  }
  return `${text}]`
}

function writePlain(value: object, budget: Budget, depth: number): string {
  // The prototype says that this is a plain object of the context.
  const map = value as { readonly [name: string]: Datum | undefined }
  let text = '{'
  // Faster than a list of the keys; what the prototype may have been given is not part of the map.
  for (const key in map) {
    const item = map[key]
    if (item === undefined || item === null || !Object.hasOwn(map, key)) continue
    if (text.length > 1) text += ','
    text += `${quote(key, budget)}:${write(item, budget, depth + 1)}`
    budget.checkText(text.length)
  }
  return `${text}}`
}

function writeEntries(entries: readonly (readonly [Datum, Datum])[], budget: Budget, depth: number): string {
  let text = '{'
  for (const [key, item] of entries) {
    if (key === null) throw new Fault('EXPRESSION_VALUE', 'A map with a null key cannot be written as JSON')
    if (item === null) continue
    if (text.length > 1) text += ','
    text += `${quote(toJavaText(key, budget), budget)}:${write(item, budget, depth + 1)}`
    budget.checkText(text.length)
  }
  return `${text}}`
}

function writeOther(value: Datum, budget: Budget, depth: number): string {
  if (value instanceof Decimal) return decimalJson(value)
  if (value instanceof Char) return quote(value.toString(), budget)
  if (value instanceof Set) return writeList([...value], budget, depth)
  if (value instanceof MapEntry) return writeEntries([[value.key, value.value]], budget, depth)
  if (value instanceof LoopState) {
    return writeEntries(
      LOOP_PROPERTIES.map((name) => [name, value.get(name) ?? null]),
      budget,
      depth,
    )
  }
  throw new Fault('EXPRESSION_TYPE', 'A value of the context is of a kind that templates cannot use')
}

/** NaN and infinities are texts; an exact decimal is written with an exponent where Java's `toString` has one. */
function decimalJson(value: Decimal): string {
  if (!Number.isFinite(value.value)) return `"${value}"`
  return value.exact === null ? value.toString() : javaBigDecimalText(value.exact.unscaled, value.exact.scale)
}

/** An exact decimal as Java's `BigDecimal.toString` writes it: with an exponent when it is far from 1. */
export function javaBigDecimalText(unscaled: bigint, scale: number): string {
  const digits = `${unscaled < 0n ? -unscaled : unscaled}`
  const exponent = digits.length - 1 - scale
  if (scale >= 0 && exponent >= -6) return Decimal.big(unscaled, scale).toString()
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  return `${unscaled < 0n ? '-' : ''}${digits[0]}${fraction}E${exponent >= 0 ? '+' : ''}${exponent}`
}
