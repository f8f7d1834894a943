import { calculate } from '../operators/arithmetic.ts'
import { type OrderOperator, ordered } from '../operators/comparison.ts'
import { minus, plus } from '../operators/plus-minus.ts'
import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'
import type { Evaluate } from './compiled-template.ts'

/** The operands of an operator; `constant` is the value of the right one, if it is the same in every rendering. */
export interface Operands {
  readonly left: Evaluate
  readonly right: Evaluate
  readonly constant: Datum | undefined
  readonly start: number
}

type Rule = (left: Datum, right: Datum, run: Run) => Datum
/** A result for two JavaScript numbers; undefined leaves it to the rule. */
type Shortcut = (a: number, b: number) => number | boolean | undefined

const RULES = {
  '+': plus,
  '-': minus,
  '*': (left: Datum, right: Datum, run: Run): Datum => calculate('*', left, right, run),
  '<': orderRule('<'),
  '>': orderRule('>'),
  '<=': orderRule('<='),
  '>=': orderRule('>='),
} as const satisfies Readonly<Record<string, Rule>>

const SHORTCUTS: Readonly<Record<keyof typeof RULES, Shortcut>> = {
  '+': (a, b) => ((a | 0) === a && (b | 0) === b ? a + b : undefined),
  '-': (a, b) => ((a | 0) === a && (b | 0) === b ? a - b : undefined),
  // The product of two small integers may be too long for a number, or a zero with a sign.
  '*': (a, b) => ((a | 0) === a && (b | 0) === b ? safeProduct(a * b) : undefined),
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
}

/** The operators of numbers that have a shortcut. */
export type QuickOperator = keyof typeof RULES

/**
 * Compiles an operator whose operands are mostly small integers: those do not need the rules about kinds of numbers. A missing
 * variable is an error that nothing catches (expressions.md 2.5).
 */
export function compileNumberOperator(operator: QuickOperator, operands: Operands): Evaluate {
  const { left, right, constant, start } = operands
  const rule = RULES[operator]
  const shortcut = SHORTCUTS[operator]
  if (typeof constant === 'number') {
    return (run) => {
      const a = left(run)
      if (typeof a === 'number') {
        const result = shortcut(a, constant)
        if (result !== undefined) return result
      }
      if (a === undefined) throw run.missingFault(false)
      run.at = start
      return rule(a, constant, run)
    }
  }
  return (run) => {
    const a = left(run)
    if (a === undefined) throw run.missingFault(false)
    const b = right(run)
    if (b === undefined) throw run.missingFault(false)
    if (typeof a === 'number' && typeof b === 'number') {
      const result = shortcut(a, b)
      if (result !== undefined) return result
    }
    run.at = start
    return rule(a, b, run)
  }
}

function orderRule(operator: OrderOperator): Rule {
  return (left, right, run) => ordered(operator, left, right, run)
}

function safeProduct(product: number): number | undefined {
  return Number.isSafeInteger(product) ? product + 0 : undefined
}
