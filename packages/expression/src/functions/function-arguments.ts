import { Fault } from '../errors/fault.ts'
import type { ArgumentValues } from '../filters/filter.ts'
import { type Datum, isInteger } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'

/** An argument that must be there. Null counts as given. @throws Fault with `EXPRESSION_ARGUMENT` */
export function given(args: ArgumentValues, index: number, name: string, argument: string): Datum {
  const value = args[index]
  if (value !== undefined) return value
  throw new Fault('EXPRESSION_ARGUMENT', `The function \`${name}\` needs the argument \`${argument}\``)
}

/** An argument that must be a text. @throws Fault with `EXPRESSION_ARGUMENT` */
export function givenText(args: ArgumentValues, index: number, name: string, argument: string): string {
  const value = given(args, index, name, argument)
  if (typeof value === 'string') return value
  throw unfit(name, argument, 'a text', value)
}

/** A text argument that may be left out or null. @throws Fault with `EXPRESSION_ARGUMENT` */
export function maybeText(args: ArgumentValues, index: number, name: string, argument: string): string | null {
  const value = args[index] ?? null
  if (value === null || typeof value === 'string') return value
  throw unfit(name, argument, 'a text', value)
}

/** An argument that must be an integer up to 2^53. @throws Fault with `EXPRESSION_ARGUMENT` */
export function givenInteger(args: ArgumentValues, index: number, name: string, argument: string): number {
  const value = given(args, index, name, argument)
  if (isInteger(value) && typeof value === 'number') return value
  throw unfit(name, argument, 'an integer', value)
}

/** A boolean argument that may be left out. @throws Fault with `EXPRESSION_ARGUMENT` */
export function maybeBoolean(
  args: ArgumentValues,
  index: number,
  name: string,
  argument: string,
  otherwise: boolean,
): boolean {
  const value = args[index] ?? otherwise
  if (typeof value === 'boolean') return value
  throw unfit(name, argument, 'a boolean', value)
}

export function unfit(name: string, argument: string, wanted: string, value: Datum): Fault {
  const reason = `The argument \`${argument}\` of \`${name}\` must be ${wanted}, not ${describeKind(value)}`
  return new Fault('EXPRESSION_ARGUMENT', reason)
}
