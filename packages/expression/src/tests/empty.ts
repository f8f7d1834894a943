import { isEmpty } from '../filters/default.ts'
import type { TestDefinition } from './test-definition.ts'

/**
 * Whether a value is null, a text of nothing but white space, or a list or map without elements.
 *
 * @example {{ [] is empty }} → true
 */
export const emptyTest: TestDefinition = {
  name: 'empty',
  parameters: [],
  acceptsMissing: false,
  apply: (input) => input === undefined || isEmpty(input),
}
