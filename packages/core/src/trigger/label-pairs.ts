import type { Label } from '../execution/execution.ts'
import type { Value } from '../json/value.ts'
import { isList, isMap, toText } from '../task/properties/value-text.ts'
import { PropertyError } from '../task/property.ts'

/**
 * Labels as triggers write them: a map, or a list of `key` and `value`. Values become text.
 * @throws PropertyError when it is neither.
 */
export function labelPairs(labels: Value | undefined): readonly Label[] {
  if (labels === undefined || labels === null) return []
  if (isMap(labels)) return Object.entries(labels).map(([key, value]) => ({ key, value: toText(value) }))
  if (isList(labels)) return labels.map(pairOf)
  throw new PropertyError('`labels` must be a map, or a list of `key` and `value`.')
}

function pairOf(label: Value): Label {
  if (isMap(label) && typeof label.key === 'string') return { key: label.key, value: toText(label.value ?? null) }
  throw new PropertyError('A label in a list must have `key` and `value`.')
}
