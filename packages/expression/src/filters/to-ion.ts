import { writeIon } from '../ion/write-ion.ts'
import type { Filter } from './filter.ts'

/**
 * A value as text Ion without spaces. Null entries stay; null itself is the word `null`.
 *
 * @result text
 * @example {{ {'k': ['v', 1.5]} | toIon }} → {k:["v",1.5e0]}
 */
export const toIon: Filter = {
  name: 'toIon',
  parameters: [],
  apply: (input, _, run) => writeIon(input, run.budget),
}
