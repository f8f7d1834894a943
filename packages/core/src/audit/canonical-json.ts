import type { Value } from '../json/value.ts'

/**
 * The one text of a value that hashes are taken of: members sorted by UTF-16 code units, no blanks, numbers in their
 * shortest JavaScript form, long integers and decimals in their own exact digits, strings escaped as `JSON.stringify` does.
 * Two values that differ only in the order of members have the same text (RFC 8785 for what JSON can hold).
 */
export function canonicalJson(value: Value): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : 'null'
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map((item: Value) => canonicalJson(item)).join(',')}]`
  if (isMap(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
    return `{${members.join(',')}}`
  }
  return String(value)
}

/** Plain maps only: a decimal is an object of a class and prints its digits. */
function isMap(value: Value): value is { readonly [key: string]: Value } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
