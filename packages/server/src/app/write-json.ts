import { stringifyJson, type Value } from '@countersign/expression'

/**
 * Writes an answer as JSON: members that are undefined are left out, decimals keep their fraction (`1.0`), long integers
 * their digits.
 */
export function writeJson(body: unknown): string {
  // Decimals write themselves; only bigint needs the lossless writer, which wants values without undefined.
  return holdsBigInt(body) ? stringifyJson(toValue(body)) : JSON.stringify(body)
}

function holdsBigInt(value: unknown): boolean {
  if (typeof value === 'bigint') return true
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) ? value.some(holdsBigInt) : Object.values(value).some(holdsBigInt)
}

function toValue(value: unknown): Value {
  if (Array.isArray(value)) return value.map(toValue)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    // What is no plain object is a scalar of an answer: text, number, boolean, null, bigint or Decimal.
    return (value ?? null) as Value
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([name, member]) => [name, toValue(member)]))
}
