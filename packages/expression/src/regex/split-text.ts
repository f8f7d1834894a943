import type { Budget } from '../runtime/budget.ts'
import type { Pattern } from './compile-pattern.ts'
import { matchesOf } from './matches-of.ts'

/**
 * Splits a text as Java's `String.split`: a match without characters at the start makes no empty part. `limit` is the greatest
 * number of parts; 0 leaves out empty parts at the end, negative keeps them.
 */
export function splitText(text: string, pattern: Pattern, limit: number, budget: Budget): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (const match of matchesOf(text, pattern, budget)) {
    if (limit > 0 && parts.length === limit - 1) break
    if (match.end === 0) continue
    parts.push(text.slice(from, match.start))
    from = match.end
  }
  if (from === 0 && parts.length === 0) return [text]
  parts.push(text.slice(from))
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop()
  return parts
}
