import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { addExact, divideExact, exactOf, multiplyExact, remainderExact, subtractExact } from '../value/big-decimal.ts'
import { type Datum, isNumber, type NumberDatum } from '../value/datum.ts'
import { Decimal, type DecimalKind } from '../value/decimal.ts'
import { asDouble } from '../value/equality.ts'
import { fitsLong, toInteger } from '../value/integer.ts'
import { describeKind } from '../value/kind-name.ts'
import { parseNumberText } from '../value/number-text.ts'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'

/** Integers beyond 64 bits stop here, so that repeated squaring ends. */
const MAX_BITS = 4096n
const WIDEST = 2n ** MAX_BITS

/** What the operators do to each of the three kinds of numbers that Java tells apart here. */
type Operations<T, R = T> = Readonly<Record<ArithmeticOperator, (a: T, b: T) => R>>

const INTEGERS: Operations<bigint> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

const DOUBLES: Operations<number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

const EXACT: Operations<ReturnType<typeof exactOf>, Decimal> = {
  '+': addExact,
  '-': subtractExact,
  '*': multiplyExact,
  '/': divideExact,
  '%': remainderExact,
}

/**
 * Arithmetic with Java's rules (expressions.md 2.3): exact decimals before 64-bit before 32-bit decimals before integers.
 * Integers are 64-bit and wrap around as Java's do; division cuts off toward zero. Texts that hold a number take part, but not
 * in `+`, which is decided by the caller.
 *
 * @throws Fault with `EXPRESSION_TYPE` when an operand is no number, `EXPRESSION_VALUE` for an integer divided by zero
 */
export function calculate(operator: ArithmeticOperator, left: Datum, right: Datum, run: Run): NumberDatum {
  const a = operand(left, operator)
  const b = operand(right, operator)
  if (a === null || b === null) throw mismatch(operator, left, right)
  const kind = widest(a, b)
  if (kind === 'integer') return integerResult(operator, BigInt(asWhole(a)), BigInt(asWhole(b)), run)
  if (kind === 'bigdecimal') return exactResult(operator, asDouble(a), asDouble(b))
  const value = DOUBLES[operator](asDouble(a), asDouble(b))
  return kind === 'float' ? Decimal.float(value) : Decimal.double(value)
}

/** The fault that an operator cannot work with its operands. */
export function mismatch(operator: string, left: Datum, right: Datum): Fault {
  const reason = `\`${operator}\` cannot be applied to ${describeKind(left)} and ${describeKind(right)}`
  return new Fault('EXPRESSION_TYPE', reason)
}

function operand(value: Datum, operator: ArithmeticOperator): NumberDatum | null {
  if (isNumber(value)) return value
  return typeof value === 'string' && operator !== '+' ? parseNumberText(value) : null
}

function widest(a: NumberDatum, b: NumberDatum): DecimalKind | 'integer' {
  const kinds = [kindOf(a), kindOf(b)]
  for (const kind of ['bigdecimal', 'double', 'float'] as const) if (kinds.includes(kind)) return kind
  return 'integer'
}

function kindOf(value: NumberDatum): DecimalKind | 'integer' {
  if (value instanceof Decimal) return value.kind
  return typeof value === 'number' && !Number.isSafeInteger(value) ? 'double' : 'integer'
}

function asWhole(value: NumberDatum): number | bigint {
  return value instanceof Decimal ? Math.trunc(value.value) : value
}

function integerResult(operator: ArithmeticOperator, a: bigint, b: bigint, run: Run): number | bigint {
  if (b === 0n && (operator === '/' || operator === '%'))
    throw new Fault('EXPRESSION_VALUE', 'An integer is divided by zero')
  run.budget.step()
  const exact = INTEGERS[operator](a, b)
  if (fitsLong(a) && fitsLong(b)) return toInteger(BigInt.asIntN(64, exact))
  if (exact >= WIDEST || exact <= -WIDEST)
    throw new Fault('EXPRESSION_LIMIT', `A number has more than ${MAX_BITS} bits`)
  return toInteger(exact)
}

/** Both operands go through a 64-bit decimal first, as in Kestra. */
function exactResult(operator: ArithmeticOperator, a: number, b: number): Decimal {
  if (!Number.isFinite(a) || !Number.isFinite(b))
    throw new Fault('EXPRESSION_VALUE', 'An exact decimal cannot be infinite')
  if (b === 0 && (operator === '/' || operator === '%'))
    throw new Fault('EXPRESSION_VALUE', 'A decimal is divided by zero')
  return EXACT[operator](exactOf(a), exactOf(b))
}
