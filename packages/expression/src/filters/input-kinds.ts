import { Fault } from '../errors/fault.ts'
import { type Datum, isInteger } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { ArgumentValues } from './filter.ts'

/** The input as a text. @throws Fault with `EXPRESSION_TYPE` */
export function textInput(input: Datum, filter: string): string {
  if (typeof input === 'string') return input
  throw new Fault('EXPRESSION_TYPE', `The filter \`${filter}\` needs a text, not ${describeKind(input)}`)
}

/** An argument that must be there. Null counts as given. @throws Fault with `EXPRESSION_ARGUMENT` */
export function required(args: ArgumentValues, index: number, filter: string, name: string): Datum {
  const value = args[index]
  if (value !== undefined) return value
  throw new Fault('EXPRESSION_ARGUMENT', `The filter \`${filter}\` needs the argument \`${name}\``)
}

/** An argument that must be a text. @throws Fault with `EXPRESSION_ARGUMENT` */
export function requiredText(args: ArgumentValues, index: number, filter: string, name: string): string {
  const value = required(args, index, filter, name)
  if (typeof value === 'string') return value
  throw wrongArgument(filter, name, 'a text', value)
}

/** An argument that must be an integer of moderate size. @throws Fault with `EXPRESSION_ARGUMENT` */
export function requiredInteger(args: ArgumentValues, index: number, filter: string, name: string): number {
  const value = required(args, index, filter, name)
  if (isInteger(value) && typeof value === 'number') return value
  throw wrongArgument(filter, name, 'an integer', value)
}

/** A text argument that may be left out or null. @throws Fault with `EXPRESSION_ARGUMENT` */
export function optionalText(args: ArgumentValues, index: number, filter: string, name: string): string | null {
  const value = args[index] ?? null
  if (value === null || typeof value === 'string') return value
  throw wrongArgument(filter, name, 'a text', value)
}

export function wrongArgument(filter: string, name: string, wanted: string, value: Datum): Fault {
  const reason = `The argument \`${name}\` of \`${filter}\` must be ${wanted}, not ${describeKind(value)}`
  return new Fault('EXPRESSION_ARGUMENT', reason)
}
