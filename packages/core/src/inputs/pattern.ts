import { compileTextPattern } from '@countersign/expression'
import type { Value } from '../json/value.ts'
import type { InputProblem } from './input-kind.ts'

/**
 * Says that a text does not match the regular expression of its `validator`, which must match the whole text and is one of
 * Java's. A pattern that cannot be compiled was refused when the flow was saved; one that takes too long for this text refuses
 * it, for whoever fills in a form must not be able to keep the server busy.
 */
export function patternProblem(value: Value, pattern: string | undefined): InputProblem | undefined {
  if (pattern === undefined || typeof value !== 'string') return undefined
  const compiled = compileTextPattern(pattern)
  const matches = compiled.ok ? compiled.pattern.matches(value) : false
  if (matches === true) return undefined
  const must =
    matches === null
      ? `be a text that the pattern \`${pattern}\` can be held against in reasonable time`
      : `match the pattern \`${pattern}\``
  return { code: 'INPUT_PATTERN', must }
}
