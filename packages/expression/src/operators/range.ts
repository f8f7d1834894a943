import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { Char } from '../value/char.ts'
import { type Datum, isNumber, type NumberDatum } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { toInteger, truncateToLong } from '../value/integer.ts'

/**
 * The values from `start` to `end`, both included, for `a..b` and `range()`: numbers (cut off to integers) or single characters.
 *
 * @throws Fault with `EXPRESSION_VALUE` for an increment of 0, `EXPRESSION_TYPE` for other values, `EXPRESSION_LIMIT` when the
 *   list becomes too long
 */
export function rangeOf(start: Datum, end: Datum, increment: Datum, run: Run): readonly Datum[] {
  if (!isNumber(increment)) throw typeFault('The increment of a range must be a number')
  const step = BigInt(whole(increment))
  if (step === 0n) throw new Fault('EXPRESSION_VALUE', 'The increment of a range must not be 0')
  if (isNumber(start) && isNumber(end)) return numbers(BigInt(whole(start)), BigInt(whole(end)), step, run)
  const [first, last] = [character(start), character(end)]
  if (first === null || last === null)
    throw typeFault('A range goes from number to number, or from character to character')
  return numbers(BigInt(first.charCodeAt(0)), BigInt(last.charCodeAt(0)), step, run).map(
    (code) => new Char(String.fromCharCode(Number(code))),
  )
}

function numbers(start: bigint, end: bigint, step: bigint, run: Run): (number | bigint)[] {
  const ascending = step > 0n
  if (ascending ? start > end : start < end) return []
  const count = (end - start) / step + 1n
  run.budget.checkCollection(Number(count))
  const first = Number(start)
  const stride = Number(step)
  const last = first + stride * Number(count - 1n)
  const safe = Number.isSafeInteger(first) && Number.isSafeInteger(stride) && Number.isSafeInteger(last)
  if (safe) return Array.from({ length: Number(count) }, (_, index) => first + stride * index)
  return Array.from({ length: Number(count) }, (_, index) => toInteger(start + step * BigInt(index)))
}

function whole(value: NumberDatum): number | bigint {
  if (typeof value === 'bigint') return value
  return truncateToLong(asDouble(value))
}

/** The character that a text of length 1 holds. */
function character(value: Datum): string | null {
  const text = value instanceof Char ? value.toString() : value
  return typeof text === 'string' && text.length === 1 ? text : null
}

function typeFault(reason: string): Fault {
  return new Fault('EXPRESSION_TYPE', reason)
}
