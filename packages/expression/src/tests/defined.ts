import type { TestDefinition } from './test-definition.ts'

/**
 * Whether a variable exists and is not null.
 *
 * @example {{ missing is defined }} → false
 */
export const definedTest: TestDefinition = {
  name: 'defined',
  parameters: [],
  acceptsMissing: true,
  apply: (input) => input !== undefined && input !== null,
}
