import { Fault } from '../errors/fault.ts'
import { type Datum, isInteger } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { TestDefinition } from './test-definition.ts'

/**
 * Whether an integer can be halved.
 *
 * @error EXPRESSION_TYPE the value is no integer
 * @example {{ 4 is even }} → true
 */
export const evenTest: TestDefinition = {
  name: 'even',
  parameters: [],
  acceptsMissing: false,
  apply: (input) => isDivisibleByTwo(input ?? null, 'even'),
}

export function isDivisibleByTwo(value: Datum, test: string): boolean {
  if (!isInteger(value))
    throw new Fault('EXPRESSION_TYPE', `The test \`${test}\` needs an integer, not ${describeKind(value)}`)
  return BigInt(value) % 2n === 0n
}
