import { trimJava } from '../text/trim-java.ts'
import type { ConditionRule } from './expression-engine.ts'

const FALSE_TEXTS: Readonly<Record<ConditionRule, readonly string[]>> = {
  task: ['', '0', '-0', 'false'],
  trigger: ['', 'false'],
}

/**
 * Whether a rendered condition is true: every text but a few is, after trimming (observed/expressions.md). `False`, `null`, `no`,
 * `[]` and `0.0` are true.
 */
export function isTrueCondition(text: string, rule: ConditionRule): boolean {
  return !FALSE_TEXTS[rule].includes(trimJava(text))
}
