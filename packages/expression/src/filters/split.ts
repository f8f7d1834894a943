import { splitText } from '../regex/split-text.ts'
import { isInteger } from '../value/datum.ts'
import type { Filter } from './filter.ts'
import { requiredText, textInput, wrongArgument } from './input-kinds.ts'

/**
 * The parts of a text between the matches of a regular expression (Java's). Without a limit, empty parts at the end are left out.
 * Null stays null.
 *
 * @argument delimiter - a regular expression; put a backslash before signs such as `|` and `.`
 * @argument limit - greatest number of parts; negative: empty parts at the end are kept
 * @result list of texts
 * @error EXPRESSION_TYPE the input is no text
 * @error EXPRESSION_ARGUMENT the delimiter is missing or no regular expression
 * @example {{ 'a,b,,' | split(',') }} → ["a","b"]
 */
export const split: Filter = {
  name: 'split',
  parameters: ['delimiter', 'limit'],
  apply(input, args, run) {
    if (input === null) return null
    const text = textInput(input, 'split')
    const delimiter = requiredText(args, 0, 'split', 'delimiter')
    const limit = args[1] ?? null
    if (limit !== null && !isInteger(limit)) throw wrongArgument('split', 'limit', 'an integer', limit)
    return splitText(text, run.services.pattern(delimiter), limit === null ? 0 : Number(limit), run.budget)
  },
}
