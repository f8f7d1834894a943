import type { KvType } from '@countersign/core'
import { JsonSyntaxError, parseJson, type Value } from '@countersign/expression'
import { parseDocument } from 'yaml'

/** A value with the type that it was read as. */
export interface TypedValue {
  readonly type: KvType
  readonly value: Value
}

const DURATION = /^P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,9})?S)?)?$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/

/**
 * Reads the raw literal of a KV value (observed/api.md J87): quoted texts, numbers, booleans, dates, instants, durations, lists
 * and maps; everything else is a text as it stands. Kestra cuts unquoted texts at the first character that its own
 * notation does not know (`hello world` becomes `hello`); here nothing of a value is lost.
 */
export function readLiteral(source: string): TypedValue {
  const text = source.trim()
  if (/^\d{4}-/.test(text)) return readDate(text) ?? ofText(source)
  const json = readJsonValue(text)
  if (json !== undefined) return ofValue(json)
  if (/^[[{]/.test(text)) {
    const loose = readLooseStructure(text)
    if (loose !== undefined) return { type: 'JSON', value: loose }
  }
  return ofText(/\s/.test(source) ? source : text)
}

function ofValue(value: Value): TypedValue {
  if (value === null) return { type: 'STRING', value }
  if (typeof value === 'string') return ofText(value)
  if (typeof value === 'boolean') return { type: 'BOOLEAN', value }
  if (typeof value === 'number' || typeof value === 'bigint') return { type: 'NUMBER', value }
  if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) return { type: 'JSON', value }
  return { type: 'NUMBER', value }
}

function ofText(text: string): TypedValue {
  return { type: DURATION.test(text) ? 'DURATION' : 'STRING', value: text }
}

/** Dates and instants stand unquoted; in quotes they are texts. */
function readDate(text: string): TypedValue | null {
  if (DATE.test(text) && isCalendarDate(text)) return { type: 'DATE', value: text }
  if (!INSTANT.test(text) || !isCalendarDate(text.slice(0, 10))) return null
  const at = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'))
  if (Number.isNaN(at)) return null
  const inUtc = new Date(at).toISOString().replace('.000Z', 'Z')
  return { type: 'DATETIME', value: inUtc }
}

function isCalendarDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

function readJsonValue(text: string): Value | undefined {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined
    throw error
  }
}

/** Maps and lists with unquoted keys or single quotes, as Ion writes them; undefined when it is none. */
function readLooseStructure(text: string): Value | undefined {
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true, version: '1.2' })
  if (document.errors.length > 0) return undefined
  const value: unknown = document.toJS({ maxAliasCount: 0 })
  // Only maps, lists and scalars come out of the core schema.
  return typeof value === 'object' && value !== null ? (value as Value) : undefined
}
