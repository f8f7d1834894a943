import type { BinaryOperator, UnaryOperator } from './ast.ts'

/** How tightly operators bind, tightest first (expressions.md 2.2). */
export const PRECEDENCE = {
  unary: 500,
  '..': 120,
  '??': 120,
  '???': 120,
  '~': 110,
  '|': 100,
  '*': 60,
  '/': 60,
  '%': 60,
  '+': 40,
  '-': 40,
  '==': 30,
  '!=': 30,
  '>': 30,
  '<': 30,
  '>=': 30,
  '<=': 30,
  // 120 in Kestra 1.3, 30 in 2.0, where `1 + 1 isIn [2]` works; no template renders differently at 30.
  isIn: 30,
  is: 20,
  'is not': 20,
  contains: 20,
  and: 15,
  or: 10,
} as const

/** Operators between two expressions, and the three that are followed by something else: `|`, `is`, `is not`. */
export type InfixOperator = BinaryOperator | '~' | '|' | 'is' | 'is not'

/** The infix operator that a token stands for; null for others. `equals` is another spelling of `==`. */
export function infixOperator(token: string): InfixOperator | null {
  if (token === 'equals') return '=='
  if (token === 'unary' || !Object.hasOwn(PRECEDENCE, token)) return null
  // The table holds exactly the infix operators and `unary`.
  return token as InfixOperator
}

/** True for the operators that stand before their operand. */
export function isUnaryOperator(token: string): token is UnaryOperator {
  return token === 'not' || token === '+' || token === '-'
}
