import { JsonSyntaxError } from '../json/json-syntax-error.ts'
import { readJson } from '../json/read-json.ts'
import type { Budget } from '../runtime/budget.ts'
import { isJavaWhitespace } from '../text/java-whitespace.ts'
import { utf8Bytes } from '../text/utf8.ts'
import { type Datum, isInteger, isList, isNumber } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { splitText } from './jq-arithmetic.ts'
import { JqError } from './jq-error.ts'
import type { JqNative } from './jq-machine.ts'
import { jqJson, jqText, typeName } from './jq-values.ts'
import { ofValues } from './native.ts'

/** Functions of texts. */
export const TEXT_NATIVES: readonly (readonly [string, JqNative])[] = [
  ['type/0', ofValues((value) => typeName(value))],
  ['tostring/0', ofValues((value, _, { budget }) => jqText(value, budget))],
  ['tojson/0', ofValues((value, _, { budget }) => jqJson(value, budget))],
  ['fromjson/0', ofValues((value, _, machine) => parsed(text(value, 'parsed as JSON'), machine.budget))],
  ['tonumber/0', ofValues(toNumber)],
  ['utf8bytelength/0', ofValues((value) => utf8Bytes(text(value, 'measured in UTF-8 bytes')).length)],
  [
    'ascii_downcase/0',
    ofValues((value) => mapAscii(text(value, 'lower-cased'), /[A-Z]/g, (letter) => letter.toLowerCase())),
  ],
  [
    'ascii_upcase/0',
    ofValues((value) => mapAscii(text(value, 'upper-cased'), /[a-z]/g, (letter) => letter.toUpperCase())),
  ],
  ['startswith/1', ofValues((value, [part]) => text(value, 'searched').startsWith(text(part, 'searched for')))],
  ['endswith/1', ofValues((value, [part]) => text(value, 'searched').endsWith(text(part, 'searched for')))],
  ['ltrimstr/1', ofValues((value, [part]) => withoutStart(value, part ?? null))],
  ['rtrimstr/1', ofValues((value, [part]) => withoutEnd(value, part ?? null))],
  ['trim/0', ofValues((value) => trimmed(text(value, 'trimmed'), true, true))],
  ['ltrim/0', ofValues((value) => trimmed(text(value, 'trimmed'), true, false))],
  ['rtrim/0', ofValues((value) => trimmed(text(value, 'trimmed'), false, true))],
  ['explode/0', ofValues((value) => [...text(value, 'exploded')].map((character) => character.codePointAt(0) ?? 0))],
  ['implode/0', ofValues(implode)],
  [
    'split/1',
    ofValues((value, [separator], { budget }) =>
      splitText(text(value, 'split'), text(separator, 'a separator'), budget),
    ),
  ],
]

export function text(value: Datum | undefined, what: string): string {
  if (typeof value === 'string') return value
  throw new JqError(`${typeName(value ?? null)} cannot be ${what}, as it is not a string`)
}

function parsed(json: string, budget: Budget): Datum {
  try {
    budget.steps(json.length)
    return readJson(json, (size) => budget.checkSize(size))
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new JqError(error.message)
    throw error
  }
}

function toNumber(value: Datum): Datum {
  if (isNumber(value)) return value
  const digits = text(value, 'parsed as a number').trim()
  if (/^-?\d{1,300}$/.test(digits)) return Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits)
  if (/^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits)) return Decimal.double(Number(digits))
  throw new JqError('Cannot parse a string as a number')
}

function mapAscii(value: string, letters: RegExp, change: (letter: string) => string): string {
  return value.replace(letters, change)
}

function withoutStart(value: Datum, part: Datum): Datum {
  const fits = typeof value === 'string' && typeof part === 'string' && value.startsWith(part)
  return fits ? value.slice(part.length) : value
}

function withoutEnd(value: Datum, part: Datum): Datum {
  const fits = typeof value === 'string' && typeof part === 'string' && value.endsWith(part)
  return fits ? value.slice(0, value.length - part.length) : value
}

function trimmed(value: string, left: boolean, right: boolean): string {
  let start = 0
  let end = value.length
  while (left && start < end && isJavaWhitespace(value.charCodeAt(start))) start += 1
  while (right && end > start && isJavaWhitespace(value.charCodeAt(end - 1))) end -= 1
  return value.slice(start, end)
}

function implode(value: Datum): Datum {
  if (!isList(value)) throw new JqError('implode input must be an array')
  return value
    .map((code) => {
      if (!isInteger(code) || code < 0 || code > 0x10ffff)
        throw new JqError('Unicode codepoint must be a number in range')
      return String.fromCodePoint(Number(code))
    })
    .join('')
}
