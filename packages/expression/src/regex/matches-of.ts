import type { Budget } from '../runtime/budget.ts'
import type { Match, Pattern } from './compile-pattern.ts'

/** Every match of a text from left to right, as Java's `Matcher.find` gives them. */
export function* matchesOf(text: string, pattern: Pattern, budget: Budget): Generator<Match> {
  let from = 0
  let previous = 0
  while (from <= text.length) {
    budget.step()
    const match = pattern.find(text, from, budget, previous)
    if (match === null) return
    yield match
    previous = match.end
    from = match.end === match.start ? match.end + 1 : match.end
  }
}
