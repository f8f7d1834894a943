import type { TestDefinition } from './test-definition.ts'

/**
 * Whether a value is the boolean true. Kestra has no such test; flows are written as if it had.
 *
 * @example {{ (1 < 2) is true }} → true
 */
export const trueTest: TestDefinition = {
  name: 'true',
  parameters: [],
  acceptsMissing: false,
  apply: (input) => input === true,
}
