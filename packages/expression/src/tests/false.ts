import type { TestDefinition } from './test-definition.ts'

/**
 * Whether a value is the boolean false. Kestra has no such test; flows are written as if it had.
 *
 * @example {{ (1 > 2) is false }} → true
 */
export const falseTest: TestDefinition = {
  name: 'false',
  parameters: [],
  acceptsMissing: false,
  apply: (input) => input === false,
}
