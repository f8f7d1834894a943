import {
  findJsonFault,
  isList,
  isMap,
  parseDuration,
  parseJson,
  TaskFailure,
  type TaskKvType,
  type Value,
} from '@countersign/plugin-sdk'

/** Types that a value can be stored as, in Kestra's words. */
export const KV_TYPES = ['NUMBER', 'BOOLEAN', 'STRING', 'DATETIME', 'DATE', 'DURATION', 'JSON'] as const

/** A value with the type that it is stored as. */
export interface TypedValue {
  readonly type: TaskKvType
  readonly value: Value
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/
const DURATION = /^P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,9})?S)?)?$/

/**
 * The value as it is stored: a text is read as `kvType` says, everything else has the type that it has (engine.md 5.5). A DATE
 * is given as an instant too (observed: kv-types).
 *
 * @throws TaskFailure when the text is not of that type; it names the key and the type, and never quotes the value
 */
export function typedValue(key: string, value: Value, kvType: TaskKvType | undefined): TypedValue {
  if (typeof value !== 'string') return { type: ownType(value), value }
  switch (kvType) {
    case undefined:
      return { type: DURATION.test(value) ? 'DURATION' : 'STRING', value }
    case 'STRING':
      return { type: 'STRING', value }
    case 'BOOLEAN':
      return { type: 'BOOLEAN', value: value.trim().toLowerCase() === 'true' }
    case 'NUMBER':
      return { type: 'NUMBER', value: readNumber(key, value) }
    case 'JSON':
      return { type: 'JSON', value: readJson(key, value) }
    case 'DATETIME':
      return { type: 'DATETIME', value: readInstant(key, kvType, value) }
    case 'DATE':
      return { type: 'DATE', value: readInstant(key, kvType, value).slice(0, 10) }
    case 'DURATION':
      return { type: 'DURATION', value: readDuration(key, value) }
  }
}

function ownType(value: Value): TaskKvType {
  if (value === null) return 'STRING'
  if (typeof value === 'boolean') return 'BOOLEAN'
  return isMap(value) || isList(value) ? 'JSON' : 'NUMBER'
}

function readNumber(key: string, text: string): Value {
  const trimmed = text.trim()
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(trimmed)) throw misfit(key, 'NUMBER', 'a number such as `42` or `1.5`')
  return readJson(key, trimmed)
}

function readJson(key: string, text: string): Value {
  try {
    return parseJson(text)
  } catch {
    // What the parser says would quote the value.
    const { line, column, problem } = findJsonFault(text)
    throw misfit(key, 'JSON', `JSON; at line ${line}, column ${column}, ${problem}`)
  }
}

function readInstant(key: string, type: TaskKvType, text: string): string {
  const trimmed = text.trim()
  const at = INSTANT.test(trimmed) ? Date.parse(trimmed.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN
  if (Number.isNaN(at)) throw misfit(key, type, 'an instant such as `2026-01-31T09:00:00Z`')
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

function readDuration(key: string, text: string): string {
  try {
    parseDuration(text)
    return text
  } catch {
    throw misfit(key, 'DURATION', 'a duration such as `PT5M`')
  }
}

function misfit(key: string, type: TaskKvType, what: string): TaskFailure {
  return TaskFailure.fatal(`The value of \`${key}\` is no ${type}: write ${what}.`, { code: 'KV_VALUE' })
}
