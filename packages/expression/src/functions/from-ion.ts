import { readIon } from '../ion/read-ion.ts'
import type { TemplateFunction } from './function.ts'
import { given, maybeBoolean, unfit } from './function-arguments.ts'

/**
 * Reads text Ion, as far as it holds data like JSON's; dates become texts. Null gives null.
 *
 * @argument ion - the text
 * @argument allRows - true: all values of the text as a list; default the first one
 * @result value
 * @error EXPRESSION_ARGUMENT the text is missing or no text
 * @error EXPRESSION_VALUE the text is no Ion
 * @example {{ fromIon('{a: "x", b: [1, 2]}').b[1] }} → 2
 */
export const fromIon: TemplateFunction = {
  name: 'fromIon',
  parameters: ['ion', 'allRows'],
  apply(args, run) {
    const ion = given(args, 0, 'fromIon', 'ion')
    if (ion === null) return null
    if (typeof ion !== 'string') throw unfit('fromIon', 'ion', 'a text', ion)
    const allRows = maybeBoolean(args, 1, 'fromIon', 'allRows', false)
    run.budget.steps(ion.length)
    const rows = readIon(ion, allRows ? Number.POSITIVE_INFINITY : 1, (size) => run.budget.checkSize(size))
    return allRows ? rows : (rows[0] ?? null)
  },
}
