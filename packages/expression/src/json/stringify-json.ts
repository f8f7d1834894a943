import { Decimal } from '../value/decimal.ts'
import type { Value } from '../value/value.ts'

/**
 * Writes a value as JSON so that `parseJson` reads the same value back: long integers keep their digits, decimals their
 * fraction (`1.0`), maps their null entries. NaN and infinities become texts.
 *
 * @example stringifyJson({ a: Decimal.double(1) }) // {"a":1.0}
 */
export function stringifyJson(value: Value): string {
  return holdsSpecialNumber(value) ? write(value) : JSON.stringify(value)
}

/** True when plain JSON writing would lose something. Platforms with `JSON.rawJSON` write decimals by themselves. */
function holdsSpecialNumber(value: Value): boolean {
  if (typeof value === 'bigint') return true
  if (value === null || typeof value !== 'object') return false
  if (value instanceof Decimal) return true
  if (Array.isArray(value)) return value.some(holdsSpecialNumber)
  for (const key in value) {
    // The union's object members other than maps are handled above; the index signature gives the entry.
    if (holdsSpecialNumber((value as { readonly [key: string]: Value })[key] ?? null)) return true
  }
  return false
}

function write(value: Value): string {
  if (typeof value === 'bigint') return `${value}`
  if (value instanceof Decimal)
    return Number.isFinite(value.value) ? value.toString() : JSON.stringify(value.toString())
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`)
  return `{${members.join(',')}}`
}
