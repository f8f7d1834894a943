import { JsonSyntaxError, parseJson } from '@countersign/expression'
import type { Value } from '../json/value.ts'
import { isList } from '../task/properties/value-text.ts'
import type { InputType } from './declaration.ts'
import { type CoerceContext, type Coerced, coerced, refused } from './input-kind.ts'
import { echo } from './value-text.ts'

/** Coerces a list, or a text that holds a JSON list, item by item. Items are not coerced when `itemType` is undefined. */
export function coerceItems(raw: Value, itemType: InputType | undefined, context: CoerceContext): Coerced {
  const list = typeof raw === 'string' ? parseList(raw) : raw
  if (list === null || !isList(list)) return refused('be a list such as `["a","b"]`')
  if (itemType === undefined) return coerced(list)
  const kind = context.kindOf(itemType)
  const items: Value[] = []
  for (const [index, item] of list.entries()) {
    const result = item === null ? refused('not be null') : kind.coerce(item, {}, context)
    if (!result.ok) {
      const place = `item ${index + 1} (\`${echo(item)}\`)`
      return refused(`hold only items of type ${itemType}: ${place} must ${result.problem.must}`, result.problem.code)
    }
    items.push(result.value)
  }
  return coerced(items)
}

function parseList(text: string): Value | null {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    return null
  }
}
