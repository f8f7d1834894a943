import { Fault } from '../errors/fault.ts'
import { replaceMatches } from '../regex/replace-matches.ts'
import type { Run } from '../runtime/run.ts'
import { isMap, type MapDatum } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import { mapEntries } from '../value/map-access.ts'
import type { Filter } from './filter.ts'
import { required } from './input-kinds.ts'
import { mapTexts } from './map-texts.ts'

/**
 * Replaces texts by others, one pair after the other; at any depth of lists and maps (keys stay, other values become texts). Null
 * stays null.
 *
 * @argument replace_pairs - map of what to find to what to put there
 * @argument regexp - true: what to find is a regular expression (Java's), and `$1` in the replacement is its first group
 * @result text, list or map
 * @error EXPRESSION_ARGUMENT the pairs are missing or no map, or hold a wrong regular expression
 * @error EXPRESSION_TYPE a list or map holds null
 * @example {{ 'a1-b2' | replace({'[0-9]': '#'}, regexp=true) }} → a#-b#
 */
export const replace: Filter = {
  name: 'replace',
  parameters: ['replace_pairs', 'regexp'],
  apply(input, args, run) {
    if (input === null) return null
    const pairs = required(args, 0, 'replace', 'replace_pairs')
    if (!isMap(pairs)) {
      throw new Fault(
        'EXPRESSION_ARGUMENT',
        `The argument \`replace_pairs\` of \`replace\` must be a map, not ${describeKind(pairs)}`,
      )
    }
    const change = args[1] === true ? regexChange(pairs, run) : literalChange(pairs, run)
    return mapTexts(input, change, 'replace', run)
  },
}

type Change = (text: string) => string

function literalChange(pairs: MapDatum, run: Run): Change {
  const texts = mapEntries(pairs).map(([find, put]) => [run.text(find), run.text(put)] as const)
  return (text) => texts.reduce((changed, [find, put]) => replaceLiteral(changed, find, put, run), text)
}

function replaceLiteral(text: string, find: string, put: string, run: Run): string {
  if (!text.includes(find)) return text
  if (put.length > find.length) {
    const count = find === '' ? text.length + 1 : text.split(find).length - 1
    run.budget.checkText(text.length + count * (put.length - find.length))
  }
  return text.replaceAll(find, () => put)
}

function regexChange(pairs: MapDatum, run: Run): Change {
  const patterns = mapEntries(pairs).map(
    ([find, put]) => [run.services.pattern(run.text(find)), run.text(put)] as const,
  )
  return (text) => patterns.reduce((changed, [pattern, put]) => replaceMatches(changed, pattern, put, run.budget), text)
}
