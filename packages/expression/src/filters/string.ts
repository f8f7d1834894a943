import { Fault } from '../errors/fault.ts'
import { parseExact } from '../value/big-decimal.ts'
import { isNumber } from '../value/datum.ts'
import { javaBigDecimalText } from '../value/json-text.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'

/**
 * A number as a text, so that it is printed and written to JSON as one. A text must hold a number. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is neither number nor text
 * @error EXPRESSION_VALUE the text holds no number
 * @example {{ [12 | string] }} → ["12"]
 */
export const string: Filter = {
  name: 'string',
  parameters: [],
  apply(input, _, run) {
    if (input === null) return null
    if (isNumber(input)) return run.text(input)
    if (typeof input !== 'string') {
      throw new Fault('EXPRESSION_TYPE', `The filter \`string\` needs a number, not ${describeKind(input)}`)
    }
    const number = parseExact(input)
    if (number === null) throw new Fault('EXPRESSION_VALUE', 'The text for `string` holds no number')
    return javaBigDecimalText(number.unscaled, number.scale)
  },
}
