import type { TestDefinition } from './test-definition.ts'

/**
 * Whether a value is null. A variable that does not exist is an error.
 *
 * @example {{ null is null }} → true
 */
export const nullTest: TestDefinition = {
  name: 'null',
  parameters: [],
  acceptsMissing: false,
  apply: (input) => input === null,
}
