import { Fault } from '../errors/fault.ts'
import { isNumber } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { toInteger } from '../value/integer.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'

/**
 * The number without its sign, of the same kind.
 *
 * @result number
 * @error EXPRESSION_TYPE the input is null or no number
 * @example {{ -3.5 | abs }} → 3.5
 */
export const abs: Filter = {
  name: 'abs',
  parameters: [],
  apply(input) {
    if (!isNumber(input))
      throw new Fault('EXPRESSION_TYPE', `The filter \`abs\` needs a number, not ${describeKind(input)}`)
    if (typeof input === 'number') return Math.abs(input)
    if (typeof input === 'bigint') return toInteger(input < 0n ? -input : input)
    const { exact, kind, value } = input
    if (exact !== null) return Decimal.big(exact.unscaled < 0n ? -exact.unscaled : exact.unscaled, exact.scale)
    return kind === 'float' ? Decimal.float(Math.abs(value)) : Decimal.double(Math.abs(value))
  },
}
