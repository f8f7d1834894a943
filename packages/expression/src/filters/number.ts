import { Fault } from '../errors/fault.ts'
import { NUMBER_TYPES, parseNumber, parseNumberAs, type TypedNumber } from '../numbers/parse-java-number.ts'
import type { Datum } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { ArgumentValues, Filter } from './filter.ts'

/**
 * Reads a text as a number. Without a type it is the smallest that holds it: `12` an integer, `12.3` a 32-bit decimal (a 64-bit one
 * when that prints differently); `0x1F` and `#1F` are hexadecimal, `017` octal, the endings L, F and D name a type.
 *
 * @argument type - INT, LONG, FLOAT, DOUBLE, BIGDECIMAL or BIGINTEGER
 * @result number
 * @error EXPRESSION_TYPE the input is no text
 * @error EXPRESSION_VALUE the text holds no number of that type
 * @example {{ ('12' | number) + 1 }} → 13
 */
export const number: Filter = {
  name: 'number',
  parameters: ['type'],
  integerType: (input, args) => read(input, args).integerClass ?? undefined,
  apply: (input, args) => (input === null ? null : read(input, args).value),
}

function read(input: Datum, args: ArgumentValues): TypedNumber {
  if (typeof input !== 'string') {
    throw new Fault('EXPRESSION_TYPE', `The filter \`number\` needs a text, not ${describeKind(input)}`)
  }
  const type = NUMBER_TYPES.find((known) => known === args[0])
  return type === undefined ? parseNumber(input) : parseNumberAs(input, type)
}
