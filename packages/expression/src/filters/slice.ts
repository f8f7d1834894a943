import { Fault } from '../errors/fault.ts'
import { type Datum, isList, isNumber } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { describeKind } from '../value/kind-name.ts'
import type { ArgumentValues, Filter } from './filter.ts'
import { wrongArgument } from './input-kinds.ts'

/**
 * A part of a text or list. Null stays null.
 *
 * @argument fromIndex - where the part starts, from 0; default 0
 * @argument toIndex - where it ends, exclusive; default the end
 * @result text or list
 * @error EXPRESSION_TYPE the input is no text or list
 * @error EXPRESSION_ARGUMENT an index is no number
 * @error EXPRESSION_VALUE an index lies outside, or the part would be empty
 * @example {{ 'Kestra' | slice(1, 3) }} → es
 */
export const slice: Filter = {
  name: 'slice',
  parameters: ['fromIndex', 'toIndex'],
  apply(input, args) {
    if (input === null) return null
    if (typeof input !== 'string' && !isList(input)) {
      throw new Fault('EXPRESSION_TYPE', `The filter \`slice\` needs a text or a list, not ${describeKind(input)}`)
    }
    const { length } = input
    const from = index(args, 0, 'fromIndex') ?? 0
    const to = index(args, 1, 'toIndex')
    if (from < 0) throw outside('`fromIndex` of `slice` must not be negative')
    if (to !== null && to > length)
      throw outside(`\`toIndex\` of \`slice\` must not be greater than the length, ${length}`)
    if (to !== null && from >= to) throw outside('`toIndex` of `slice` must be greater than `fromIndex`')
    if (from > length) throw outside(`\`fromIndex\` of \`slice\` must not be greater than the length, ${length}`)
    return input.slice(from, to ?? length)
  },
}

function index(args: ArgumentValues, position: number, name: string): number | null {
  const value: Datum | undefined = args[position]
  if (value === undefined) return null
  if (isNumber(value)) return Math.trunc(asDouble(value))
  throw wrongArgument('slice', name, 'a number', value)
}

function outside(reason: string): Fault {
  return new Fault('EXPRESSION_VALUE', `The argument ${reason}`)
}
