import { isDivisibleByTwo } from './even.ts'
import type { TestDefinition } from './test-definition.ts'

/**
 * Whether an integer cannot be halved.
 *
 * @error EXPRESSION_TYPE the value is no integer
 * @example {{ 3 is odd }} → true
 */
export const oddTest: TestDefinition = {
  name: 'odd',
  parameters: [],
  acceptsMissing: false,
  apply: (input) => !isDivisibleByTwo(input ?? null, 'odd'),
}
