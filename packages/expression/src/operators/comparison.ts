import type { Run } from '../runtime/run.ts'
import { Char } from '../value/char.ts'
import { type Datum, isNumber } from '../value/datum.ts'
import { asDouble, equalData } from '../value/equality.ts'
import { mismatch } from './arithmetic.ts'

export type OrderOperator = '>' | '<' | '>=' | '<='

/**
 * `left > right` and its like: false when either side is null; numbers compare as 64-bit decimals, two texts by their UTF-16
 * units (Kestra 2.0; 1.3 refuses texts, see `ordersTexts` of the engine).
 *
 * @throws Fault with `EXPRESSION_TYPE` for anything else
 */
export function ordered(operator: OrderOperator, left: Datum, right: Datum, run: Run): boolean {
  if (left === null || right === null) return false
  if (isNumber(left) && isNumber(right)) return compare(operator, asDouble(left), asDouble(right))
  const texts = typeof left === 'string' && typeof right === 'string'
  if (texts && run.services.ordersTexts) return compare(operator, left, right)
  throw mismatch(operator, left, right)
}

function compare<T extends number | string>(operator: OrderOperator, a: T, b: T): boolean {
  switch (operator) {
    case '>':
      return a > b
    case '<':
      return a < b
    case '>=':
      return a >= b
    case '<=':
      return a <= b
  }
}

/**
 * `left == right`: two numbers are equal when their 64-bit decimals are; everything else as Java's `equals`, without turning one
 * kind into another (`'1' == 1` is false).
 */
export function equal(left: Datum, right: Datum, run: Run): boolean {
  if (left === right) return true
  if (typeof left === 'string' && typeof right === 'string') return false
  if (isNumber(left) && isNumber(right)) return asDouble(left) === asDouble(right)
  if (left instanceof Char && right instanceof Char) return `${left}` === `${right}`
  return equalData(left, right, () => run.budget.step())
}
