import { Fault } from '../errors/fault.ts'
import type { Budget } from '../runtime/budget.ts'
import { Char } from '../value/char.ts'
import { type Datum, isCollection, isMap } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { toJavaText } from '../value/java-text.ts'
import { LOOP_PROPERTIES, LoopState } from '../value/loop-state.ts'
import { mapEntries } from '../value/map-access.ts'
import { MapEntry } from '../value/map-entry.ts'

/** Deepest nesting that is written. */
const MAX_DEPTH = 1000
const SYMBOL = /^[A-Za-z_$][A-Za-z0-9_$]*$/
/** Words that mean something else as a symbol without quotes. */
const KEYWORDS = new Set(['null', 'true', 'false', 'nan'])

/** A value as text Ion without spaces; null entries stay. */
export function writeIon(value: Datum, budget: Budget): string {
  return write(value, budget, 0)
}

function write(value: Datum, budget: Budget, depth: number): string {
  budget.step()
  if (depth > MAX_DEPTH) throw new Fault('EXPRESSION_LIMIT', `A value is nested more than ${MAX_DEPTH} deep`)
  if (typeof value === 'string') return quoted(value, '"')
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : floatText(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (value instanceof Decimal) return value.exact === null ? floatText(value.value) : decimalText(value)
  if (value instanceof Char) return quoted(value.toString(), '"')
  if (isCollection(value)) return list([...value], budget, depth)
  if (isMap(value)) return struct(mapEntries(value), budget, depth)
  if (value instanceof MapEntry) return struct([[value.key, value.value]], budget, depth)
  return value instanceof LoopState
    ? struct(
        LOOP_PROPERTIES.map((name) => [name, value.get(name) ?? null]),
        budget,
        depth,
      )
    : 'null'
}

function list(items: readonly Datum[], budget: Budget, depth: number): string {
  let text = '['
  for (const [index, item] of items.entries()) {
    text += (index > 0 ? ',' : '') + write(item, budget, depth + 1)
    budget.checkText(text.length)
  }
  return `${text}]`
}

function struct(entries: readonly (readonly [Datum, Datum])[], budget: Budget, depth: number): string {
  let text = '{'
  for (const [index, [key, value]] of entries.entries()) {
    text += `${index > 0 ? ',' : ''}${symbol(toJavaText(key, budget))}:${write(value, budget, depth + 1)}`
    budget.checkText(text.length)
  }
  return `${text}}`
}

function symbol(text: string): string {
  return SYMBOL.test(text) && !KEYWORDS.has(text) && !/^\$\d+$/.test(text) ? text : quoted(text, "'")
}

/** Floats always have an exponent, so that they are no decimals. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? '+inf' : '-inf'
  const text = Decimal.double(value).toString().replace('E', 'e')
  const short = text.replace(/\.0(?=e|$)/, '')
  return short.includes('e') ? short : `${short}e0`
}

function decimalText(value: Decimal): string {
  const text = value.toString()
  return text.includes('.') ? text : `${text}.`
}

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\0', '\\0'],
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
])

/** The backslash and all control characters. */
const ESCAPED = /[\\\p{Cc}]/gu

function quoted(text: string, quote: string): string {
  const escaped = text.replace(ESCAPED, (character) => {
    return ESCAPES.get(character) ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote
}
