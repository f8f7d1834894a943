import { Fault } from '../errors/fault.ts'
import { Char } from '../value/char.ts'
import { type Datum, isInteger } from '../value/datum.ts'

/** The argument at `index` as an integer that fits Java's int. @throws Fault with `EXPRESSION_ARGUMENT` */
export function intArgument(args: readonly Datum[], index: number): number {
  const value = args[index] ?? null
  if (isInteger(value) && Number(value) === (Number(value) | 0)) return Number(value)
  throw new Fault('EXPRESSION_ARGUMENT', `Argument ${index + 1} of the method must be an integer`)
}

/** The argument at `index` as a text or character. @throws Fault with `EXPRESSION_ARGUMENT` */
export function textArgument(args: readonly Datum[], index: number): string {
  const value = args[index] ?? null
  if (typeof value === 'string') return value
  if (value instanceof Char) return value.toString()
  throw new Fault('EXPRESSION_ARGUMENT', `Argument ${index + 1} of the method must be a text`)
}

/** The fault about an index outside of what it points into. */
export function outOfBounds(index: number, length: number): Fault {
  return new Fault('EXPRESSION_VALUE', `The index ${index} lies outside of a length of ${length}`)
}
