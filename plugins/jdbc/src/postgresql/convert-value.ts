import { parseIon, parseJson, type Value } from '@countersign/plugin-sdk'
import { parse as parseArray } from 'postgres-array'

/** Types of PostgreSQL by their numbers, as far as they are more than text. */
const BOOLEAN = 16
const BYTES = 17
const INTEGERS: ReadonlySet<number> = new Set([20, 21, 23, 26])
const FLOATS: ReadonlySet<number> = new Set([700, 701])
const NUMERIC = 1700
const JSONS: ReadonlySet<number> = new Set([114, 3802])
const TIMESTAMP = 1114
const TIMESTAMP_WITH_ZONE = 1184

/** Types of arrays with the types of their elements. */
const ELEMENTS: ReadonlyMap<number, number> = new Map([
  [1000, BOOLEAN],
  [1001, BYTES],
  [1005, 21],
  [1007, 23],
  [1016, 20],
  [1021, 700],
  [1022, 701],
  [1231, 1700],
  [1009, 25],
  [1014, 1042],
  [1015, 1043],
  [1182, 1082],
  [1115, TIMESTAMP],
  [1185, TIMESTAMP_WITH_ZONE],
  [2951, 2950],
  [199, 114],
  [3807, 3802],
])

/**
 * A value as flows have it, from the text that the database sends. Numbers keep all their digits, bytes are base64, instants ISO 8601, JSON is read.
 */
export function convertValue(type: number, text: string): Value {
  if (type === BOOLEAN) return text === 't'
  if (INTEGERS.has(type) || type === NUMERIC) return exactNumber(text)
  if (FLOATS.has(type)) return Number.isFinite(Number(text)) ? Number(text) : text
  if (JSONS.has(type)) return parseJson(text)
  if (type === BYTES) return Buffer.from(text.replace(/^\\x/, ''), 'hex').toString('base64')
  if (type === TIMESTAMP) return text.replace(' ', 'T')
  if (type === TIMESTAMP_WITH_ZONE)
    return text
      .replace(' ', 'T')
      .replace(/([+-]\d\d)$/, '$1:00')
      .replace(/[+-]00:00$/, 'Z')
  const element = ELEMENTS.get(type)
  if (element === undefined) return text
  return parseArray(text, (member) => convertValue(element, member)) as Value
}

/** Numbers that JavaScript would round keep their digits. */
function exactNumber(text: string): Value {
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  return Number.isSafeInteger(number) && !text.includes('.') ? number : (parseIon(text)[0] ?? text)
}
