import type { Value } from '../json/value.ts'
import type { InputProblem } from './input-kind.ts'

/**
 * Compiles the regular expression of a `validator`, which must match the whole text. Null when it cannot be compiled.
 * Flags in front, as Java writes them (`(?i)`), count.
 */
export function compilePattern(source: string): RegExp | null {
  const [, flags = '', rest = source] = /^\(\?([ims]+)\)(.*)$/s.exec(source) ?? []
  const whole = `^(?:${rest})$`
  // Java accepts escapes of harmless characters (such as `\-`) that the Unicode mode refuses.
  return tryCompile(whole, `${flags}u`) ?? tryCompile(whole, flags)
}

function tryCompile(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Says that a text does not match its pattern. A pattern that cannot be compiled was refused when the flow was saved. */
export function patternProblem(value: Value, pattern: string | undefined): InputProblem | undefined {
  if (pattern === undefined || typeof value !== 'string') return undefined
  const matches = compilePattern(pattern)?.test(value) ?? false
  return matches ? undefined : { code: 'INPUT_PATTERN', must: `match the pattern \`${pattern}\`` }
}
