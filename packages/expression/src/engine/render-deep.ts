import { Decimal } from '../value/decimal.ts'
import type { Value } from '../value/value.ts'

/**
 * Renders every text inside of lists and maps, keys included. Rendered texts stay texts; of keys that become equal the first one
 * counts; other values pass through.
 */
export function renderDeep(value: Value, render: (text: string) => string): Value {
  if (typeof value === 'string') return render(value)
  if (value === null || typeof value !== 'object' || value instanceof Decimal) return value
  if (Array.isArray(value)) return value.map((item: Value) => renderDeep(item, render))
  const entries = new Map<string, Value>()
  for (const [key, item] of Object.entries(value)) {
    const name = render(key)
    if (!entries.has(name)) entries.set(name, renderDeep(item, render))
  }
  return Object.fromEntries(entries)
}
