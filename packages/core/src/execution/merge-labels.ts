import type { Label } from './execution.ts'

/** Labels with later ones winning over earlier ones of the same key, in order of first appearance (observed: la-list). */
export function mergeLabels(...lists: readonly (readonly Label[])[]): readonly Label[] {
  const merged = new Map<string, string>()
  for (const list of lists) for (const label of list) merged.set(label.key, label.value)
  return [...merged].map(([key, value]) => ({ key, value }))
}
