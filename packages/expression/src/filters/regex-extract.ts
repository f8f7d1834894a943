import { Fault } from '../errors/fault.ts'
import { isNumber } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import type { Filter } from './filter.ts'
import { required, wrongArgument } from './input-kinds.ts'

/**
 * The first match of a regular expression (Java's) in a text, or one of its groups; null when it is not found. The input is made a
 * text first; null stays null.
 *
 * @argument regex - the regular expression
 * @argument group - number of the group; default 0, the whole match
 * @result text or null
 * @error EXPRESSION_ARGUMENT an argument is missing or wrong, or there is no such group
 * @example {{ 'order-12-done' | regexExtract('-([0-9]+)-', 1) }} → 12
 */
export const regexExtract: Filter = {
  name: 'regexExtract',
  parameters: ['regex', 'group'],
  apply(input, args, run) {
    if (input === null) return null
    const pattern = run.services.pattern(run.text(required(args, 0, 'regexExtract', 'regex')))
    const given = args[1] ?? 0
    if (!isNumber(given)) throw wrongArgument('regexExtract', 'group', 'an integer', given)
    const group = Math.trunc(asDouble(given))
    const match = pattern.find(run.text(input), 0, run.budget)
    if (match === null) return null
    if (group < 0 || group > pattern.groupCount) {
      throw new Fault('EXPRESSION_ARGUMENT', `The regular expression has no group ${group}`)
    }
    return match.group(group)
  },
}
