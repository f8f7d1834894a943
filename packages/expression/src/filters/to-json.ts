import { toJsonText } from '../value/json-text.ts'
import type { Filter } from './filter.ts'

/**
 * A value as JSON, without spaces. Entries of maps that are null are left out; null itself is the word `null`. Also called `json`.
 *
 * @result text
 * @error EXPRESSION_VALUE a map has a null key
 * @example {{ {'a': [1, 'x']} | toJson }} → {"a":[1,"x"]}
 */
export const toJson: Filter = {
  name: 'toJson',
  parameters: [],
  reportsPercent: true,
  apply: (input, _, run) => toJsonText(input, run.budget),
}
