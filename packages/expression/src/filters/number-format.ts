import { Fault } from '../errors/fault.ts'
import { parseDecimalPattern } from '../numbers/decimal-pattern.ts'
import { formatDecimal } from '../numbers/format-decimal.ts'
import { numberSigns } from '../numbers/number-signs.ts'
import { isNumber } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'
import { optionalText } from './input-kinds.ts'

/** What is written without a format: groups of three digits, at most three decimals. */
const DEFAULT_PATTERN = '#,##0.###'

/**
 * Writes a number by a pattern of Java's `DecimalFormat`; halves are rounded to the even neighbour. Null stays null.
 *
 * @argument format - made of `0` (digit), `#` (digit that may be missing), `.`, `,` (groups), `%`, `‰`, `E0` (exponent), text in
 *   quotes; after a `;` the form of negative numbers. Default `#,##0.###`
 * @result text
 * @error EXPRESSION_TYPE the input is no number
 * @error EXPRESSION_VALUE the pattern is malformed
 * @example {{ 1234567.891 | numberFormat('#,##0.00') }} → 1,234,567.89
 */
export const numberFormat: Filter = {
  name: 'numberFormat',
  parameters: ['format'],
  apply(input, args, run) {
    if (input === null) return null
    if (!isNumber(input)) {
      throw new Fault('EXPRESSION_TYPE', `The filter \`numberFormat\` needs a number, not ${describeKind(input)}`)
    }
    const pattern = parseDecimalPattern(optionalText(args, 0, 'numberFormat', 'format') ?? DEFAULT_PATTERN)
    return formatDecimal(input, pattern, numberSigns(run.services.locale))
  },
}
