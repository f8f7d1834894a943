import { writeYaml } from '../yaml/write-yaml.ts'
import type { Filter } from './filter.ts'

/**
 * A value as YAML with a line break at its end. Entries of maps that are null are left out; null itself is the word `null`
 * without a line break.
 *
 * @result text
 * @example {{ {'k': 'v'} | yaml | trim }} → k: v
 */
export const yaml: Filter = {
  name: 'yaml',
  parameters: [],
  apply: (input, _, run) => (input === null ? 'null' : writeYaml(input, run.budget)),
}
