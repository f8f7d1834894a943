import { isMap, type Value } from '@countersign/plugin-sdk'

/** The old value with the added one put over it: maps are merged at every depth, all else is replaced. */
export function mergeDeep(old: Value, added: Value): Value {
  if (!isMap(old) || !isMap(added)) return added
  const merged = new Map<string, Value>(Object.entries(old))
  for (const [name, value] of Object.entries(added)) merged.set(name, mergeDeep(merged.get(name) ?? null, value))
  return Object.fromEntries(merged)
}
