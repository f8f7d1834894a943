import { isMap } from '../value/datum.ts'
import type { TestDefinition } from './test-definition.ts'

/**
 * Whether a value is a map.
 *
 * @example {{ {'a': 1} is map }} → true
 */
export const mapTest: TestDefinition = {
  name: 'map',
  parameters: [],
  acceptsMissing: false,
  apply: (input) => input !== undefined && isMap(input),
}
