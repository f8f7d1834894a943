import { isCollection } from '../value/datum.ts'
import type { TestDefinition } from './test-definition.ts'

/**
 * Whether a value is a list or set. Maps and texts are not.
 *
 * @example {{ [1] is iterable }} → true
 */
export const iterableTest: TestDefinition = {
  name: 'iterable',
  parameters: [],
  acceptsMissing: false,
  apply: (input) => input !== undefined && isCollection(input),
}
