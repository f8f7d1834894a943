import type { Budget } from '../runtime/budget.ts'
import { base64ToBytes, bytesToBase64 } from '../text/base64.ts'
import { utf8Bytes, utf8Text } from '../text/utf8.ts'
import { type Datum, isList } from '../value/datum.ts'
import { JqError } from './jq-error.ts'
import { jqJson, jqText, typeName } from './jq-values.ts'

const HTML = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ["'", '&#39;'],
  ['"', '&quot;'],
])

/** A value written as `@name` does. @throws JqError */
export function applyFormat(name: string, value: Datum, budget: Budget): string {
  const text = formatted(name, value, budget)
  budget.checkText(text.length)
  return text
}

function formatted(name: string, value: Datum, budget: Budget): string {
  switch (name) {
    case 'text':
      return jqText(value, budget)
    case 'json':
      return jqJson(value, budget)
    case 'html':
      return jqText(value, budget).replace(/[<>&'"]/g, (character) => HTML.get(character) ?? character)
    case 'uri':
      return percentEncoded(jqText(value, budget))
    case 'csv':
      return row(value, 'csv', ',', (text) => `"${text.replaceAll('"', '""')}"`, budget)
    case 'tsv':
      return row(value, 'tsv', '\t', escapedForTsv, budget)
    case 'sh':
      return (isList(value) ? value : [value]).map((item) => shellWord(item, budget)).join(' ')
    case 'base64':
      return bytesToBase64(utf8Bytes(jqText(value, budget)))
    case 'base64d':
      return decoded(jqText(value, budget))
    default:
      throw new JqError(`${name} is not a valid format`)
  }
}

function percentEncoded(text: string): string {
  let encoded = ''
  for (const byte of utf8Bytes(text)) {
    const character = String.fromCharCode(byte)
    const plain = /[A-Za-z0-9\-_.~]/.test(character)
    encoded += plain ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}

function row(value: Datum, name: string, separator: string, quote: (text: string) => string, budget: Budget): string {
  if (!isList(value)) throw new JqError(`${typeName(value)} cannot be ${name}-formatted, only an array can be`)
  const cells = value.map((item) => {
    if (item === null) return ''
    if (typeof item === 'string') return quote(item)
    if (isStructure(item)) throw new JqError(`${typeName(item)} is not valid in a ${name} row`)
    return jqJson(item, budget)
  })
  return cells.join(separator)
}

function escapedForTsv(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

function shellWord(value: Datum, budget: Budget): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "'\\''")}'`
  if (isStructure(value)) throw new JqError(`${typeName(value)} can not be escaped for shell`)
  return jqJson(value, budget)
}

function isStructure(value: Datum): boolean {
  const type = typeName(value)
  return type === 'array' || type === 'object'
}

function decoded(text: string): string {
  const bytes = base64ToBytes(text.replace(/=+$/, ''))
  if (bytes === null) throw new JqError('string is not valid base64 data')
  return utf8Text(bytes)
}
