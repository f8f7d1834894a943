import { Fault } from '../errors/fault.ts'
import { JsonSyntaxError } from '../json/json-syntax-error.ts'
import { readJson } from '../json/read-json.ts'
import { trimJava } from '../text/trim-java.ts'
import { describeKind } from '../value/kind-name.ts'
import type { TestDefinition } from './test-definition.ts'

/**
 * Whether a text starts with a JSON value. The empty text does; what follows the value does not matter.
 *
 * @error EXPRESSION_TYPE the value is no text
 * @example {{ '{"a": 1}' is json }} → true
 */
export const jsonTest: TestDefinition = {
  name: 'json',
  parameters: [],
  acceptsMissing: false,
  apply(input, _, run) {
    if (typeof input !== 'string') {
      throw new Fault('EXPRESSION_TYPE', `The test \`json\` needs a text, not ${describeKind(input ?? null)}`)
    }
    if (trimJava(input) === '') return true
    try {
      run.budget.steps(input.length)
      readJson(input, (size) => run.budget.checkSize(size))
      return true
    } catch (error) {
      if (error instanceof JsonSyntaxError) return false
      throw error
    }
  },
}
