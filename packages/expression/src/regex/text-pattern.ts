import { Fault } from '../errors/fault.ts'
import { DEFAULT_LIMITS } from '../limits/limits.ts'
import { Budget } from '../runtime/budget.ts'
import { compilePattern } from './compile-pattern.ts'

/** A regular expression of Java's that whole texts are held against, such as what somebody typed into a form. */
export interface TextPattern {
  /** Whether the whole text matches. Null when that takes more work than one text is worth: the pattern goes back and forth without end. */
  matches(text: string): boolean | null
}

export type TextPatternResult =
  | { readonly ok: true; readonly pattern: TextPattern }
  | { readonly ok: false; readonly reason: string }

/** Looks at the count of the budget, each of 1,024 steps: enough for every honest pattern, and less than a tenth of a second. */
const MAX_LOOKS = 2_000

/**
 * Reads a regular expression as Java's `Pattern` does. Steps are counted and no clock is looked at, so that the same text
 * always gets the same answer.
 *
 * @example compileTextPattern('[a-z]+') // { ok: true, pattern }; pattern.matches('abc') is true, pattern.matches('abc1') false
 */
export function compileTextPattern(source: string): TextPatternResult {
  try {
    // By itself first: `a)|(b` is wrong, and would not be inside of a group.
    compilePattern(source)
    const whole = compilePattern(`\\A(?:${source})\\z`)
    return { ok: true, pattern: { matches: (text) => giveUp(() => whole.find(text, 0, countingBudget()) !== null) } }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, reason: error.message }
    throw error
  }
}

function giveUp(match: () => boolean): boolean | null {
  try {
    return match()
  } catch (error) {
    if (error instanceof Fault && error.code === 'EXPRESSION_LIMIT') return null
    throw error
  }
}

function countingBudget(): Budget {
  let looks = 0
  return new Budget({ ...DEFAULT_LIMITS, timeMs: MAX_LOOKS }, () => {
    looks += 1
    return looks
  })
}
